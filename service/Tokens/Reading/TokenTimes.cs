using System.Runtime.InteropServices;
using System.Text.Json;

namespace TokenBridge.Tokens;

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
    public static TokenFault? TryRead(JsonElement payload, out TokenTimes times)
    {
        times = default;
        if (TryReadSeconds(payload, "exp", out var exp) is { } expFault)
        {
            return expFault;
        }

        if (TryReadSeconds(payload, "iat", out var iat) is { } iatFault)
        {
            return iatFault;
        }

        if (TryReadSeconds(payload, "nbf", out var nbf) is { Reason: not TokenRejection.MissingClaim } nbfFault)
        {
            return nbfFault;
        }

        times = new(FromSeconds(exp), FromSeconds(iat), FromSeconds(Math.Max(iat, nbf)));
        return null;
    }

    /// <summary>Holds the times against the clock and against what the issuer's realm has revoked.</summary>
    /// <param name="issuer">Says the skew and the longest lifetime.</param>
    /// <param name="revokedBefore">Seconds since 1970; tokens issued earlier are revoked. No skew: both are Keycloak's own clock.</param>
    /// <param name="now">The time of this request.</param>
    public TokenFault? Check(IssuerOptions issuer, long revokedBefore, DateTimeOffset now)
    {
        var window = Window(issuer);
        if (now >= window.Until)
        {
            return new(TokenRejection.Expired, $"exp {ExpiresAt:u}, now {now:u}");
        }

        if (now < window.From)
        {
            return new(TokenRejection.NotYetValid, $"valid from {NotBefore:u}, now {now:u}");
        }

        if (ExpiresAt <= IssuedAt)
        {
            return new(TokenRejection.MalformedClaim, $"exp {ExpiresAt:u} is not after iat {IssuedAt:u}");
        }

        if (ExpiresAt - IssuedAt > issuer.MaxTokenLifetime)
        {
            return new(TokenRejection.LifetimeTooLong, $"lives {ExpiresAt - IssuedAt}, at most {issuer.MaxTokenLifetime} is accepted");
        }

        return IssuedAt.ToUnixTimeSeconds() < revokedBefore
            ? new(TokenRejection.Revoked, $"issued {IssuedAt:u}, the realm's not-before is {FromSeconds(revokedBefore):u}")
            : null;
    }

    public TokenWindow Window(IssuerOptions issuer) => new(NotBefore - issuer.ClockSkew, ExpiresAt + issuer.ClockSkew);

    /// <summary>Digits only: no fraction, no exponent, no sign, no text; 0 to <see cref="MaxSeconds"/>.</summary>
    public static bool TryGetSeconds(JsonElement value, out long seconds)
    {
        seconds = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out seconds) && seconds is >= 0 and <= MaxSeconds;
    }

    private static TokenFault? TryReadSeconds(JsonElement payload, string claim, out long seconds)
    {
        seconds = 0;
        if (!payload.TryGetProperty(claim, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return new(TokenRejection.MissingClaim, $"no {claim}");
        }

        return TryGetSeconds(value, out seconds) ? null : new(TokenRejection.MalformedClaim, $"{claim} is no integer of seconds");
    }

    private static DateTimeOffset FromSeconds(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
