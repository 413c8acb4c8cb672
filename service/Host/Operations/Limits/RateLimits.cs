using System.Net;

namespace TokenBridge.Host.Operations.Limits;

/// <summary>The two limits of <see cref="RateLimitOptions"/>.</summary>
internal sealed class RateLimits(RateLimitOptions options, TimeProvider time)
{
    private readonly MinuteWindow<(string Issuer, string Subject)> _subjects = new(options.PerSubjectPerMinute, time);

    /// <summary>All unknown addresses are one key, apart from every address: a key for each text would be a new limit for each text.</summary>
    private readonly MinuteWindow<ValueTuple<IPAddress?>> _failures = new(options.FailedPerAddressPerMinute, time);

    /// <returns>Seconds to wait where this verified subject has asked too often; else null.</returns>
    public int? CountSubject(string issuerId, string subject) => _subjects.Count((issuerId, subject));

    /// <param name="address">The caller's; null where nobody knows it.</param>
    /// <returns>Seconds to wait where this address has sent too many tokens that were rejected; else null.</returns>
    public int? CountFailure(IPAddress? address) => _failures.Count(new(address));
}
