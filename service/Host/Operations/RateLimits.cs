using System.Net;

namespace TokenBridge.Host.Operations;

/// <summary>The two limits of <see cref="RateLimitOptions"/>.</summary>
internal sealed class RateLimits(RateLimitOptions options, TimeProvider time)
{
    private readonly MinuteWindow<(string Issuer, string Subject)> _subjects = new(options.PerSubjectPerMinute, time);
    private readonly MinuteWindow<IPAddress> _failures = new(options.FailedPerAddressPerMinute, time);

    /// <returns>Seconds to wait where this verified subject has asked too often; else null.</returns>
    public int? CountSubject(string issuerId, string subject) => _subjects.Count((issuerId, subject));

    /// <returns>Seconds to wait where this address has sent too many tokens that were rejected; else null.</returns>
    public int? CountFailure(IPAddress? address) => _failures.Count(address ?? IPAddress.None);
}
