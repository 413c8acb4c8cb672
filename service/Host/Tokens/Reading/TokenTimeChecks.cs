using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>Holds a token's times against the clock and against what the issuer's realm has revoked.</summary>
internal static class TokenTimeChecks
{
    /// <param name="times">Of the token.</param>
    /// <param name="issuer">Says the skew and the longest lifetime.</param>
    /// <param name="revokedBefore">Seconds since 1970; tokens issued earlier are revoked. No skew: both are Keycloak's own clock.</param>
    /// <param name="now">The time of this request.</param>
    /// <returns>Null where nothing is wrong.</returns>
    public static TokenFault? Check(this TokenTimes times, IssuerOptions issuer, long revokedBefore, DateTimeOffset now)
    {
        var window = times.Window(issuer);
        if (now >= window.Until)
        {
            return new(TokenRejection.Expired, $"exp {times.ExpiresAt:u}, now {now:u}");
        }

        if (now < window.From)
        {
            return new(TokenRejection.NotYetValid, $"valid from {times.NotBefore:u}, now {now:u}");
        }

        if (times.ExpiresAt <= times.IssuedAt)
        {
            return new(TokenRejection.MalformedClaim, $"exp {times.ExpiresAt:u} is not after iat {times.IssuedAt:u}");
        }

        var lifetime = times.ExpiresAt - times.IssuedAt;
        if (lifetime > issuer.MaxTokenLifetime)
        {
            return new(TokenRejection.LifetimeTooLong, $"lives {lifetime}, at most {issuer.MaxTokenLifetime} is accepted");
        }

        return times.IssuedAt.ToUnixTimeSeconds() < revokedBefore
            ? new(TokenRejection.Revoked, $"issued {times.IssuedAt:u}, the realm's not-before is {DateTimeOffset.FromUnixTimeSeconds(revokedBefore):u}")
            : null;
    }

    public static TokenWindow Window(this TokenTimes times, IssuerOptions issuer) => new(times.NotBefore - issuer.ClockSkew, times.ExpiresAt + issuer.ClockSkew);
}
