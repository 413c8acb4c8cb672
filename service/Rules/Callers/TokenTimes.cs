using System.Runtime.InteropServices;
using System.Text.Json;
using TokenBridge.Protocol;

namespace TokenBridge.Rules.Callers;

/// <summary>The times of a token, in whole seconds since 1970 (RFC 7519 section 4.1).</summary>
/// <param name="ExpiresAt"><c>exp</c>.</param>
/// <param name="IssuedAt"><c>iat</c>.</param>
/// <param name="NotBefore"><c>nbf</c>, or <c>iat</c> where that is later.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenTimes(DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt, DateTimeOffset NotBefore)
{
    // The year 5138: far beyond any token, and no sum with it leaves the range of DateTimeOffset.
    private const long MaxSeconds = 99_999_999_999;

    /// <summary>Reads <c>exp</c>, <c>iat</c> and <c>nbf</c>.</summary>
    public static Result<TokenTimes, ClaimFault> Read(JsonElement payload)
    {
        if (!ReadSeconds(payload, "exp").TryGet(out var exp, out var expFault))
        {
            return expFault;
        }

        if (!ReadSeconds(payload, "iat").TryGet(out var iat, out var iatFault))
        {
            return iatFault;
        }

        if (!ReadSeconds(payload, "nbf").TryGet(out var nbf, out var nbfFault) && !nbfFault.IsMissing)
        {
            return nbfFault;
        }

        return new TokenTimes(FromSeconds(exp), FromSeconds(iat), FromSeconds(Math.Max(iat, nbf)));
    }

    /// <summary>Digits only: no fraction, no exponent, no sign, no text; 0 to <see cref="MaxSeconds"/>.</summary>
    public static bool TryGetSeconds(JsonElement value, out long seconds)
    {
        seconds = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out seconds) && seconds is >= 0 and <= MaxSeconds;
    }

    private static Result<long, ClaimFault> ReadSeconds(JsonElement payload, string claim)
    {
        if (!payload.TryGetProperty(claim, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return ClaimFault.Missing($"no {claim}");
        }

        return TryGetSeconds(value, out var seconds) ? seconds : ClaimFault.Malformed($"{claim} is no integer of seconds");
    }

    private static DateTimeOffset FromSeconds(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
