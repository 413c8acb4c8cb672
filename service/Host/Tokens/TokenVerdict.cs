using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tokens;

/// <summary>What the validator says of a token.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>The token is good until its expiry; ask again for every request.</summary>
    internal sealed record Accepted(CallerIdentity Caller) : TokenVerdict;

    /// <summary>The token is refused for good.</summary>
    /// <param name="Reason">Stable, for the caller, metrics and audit.</param>
    /// <param name="Detail">For the audit log only; holds no part of the token but names, numbers and bounded claim values.</param>
    /// <param name="IssuerId">The configured issuer that the token named, once known.</param>
    internal sealed record Rejected(TokenRejection Reason, string Detail, string? IssuerId = null) : TokenVerdict;

    /// <summary>
    /// Nobody can say yet whether the token is good: the keys of its issuer were never fetched or not within the caller's deadline, or its
    /// <c>kid</c> is unknown and the issuer cannot be asked. Ask again later.
    /// </summary>
    internal sealed record KeysUnavailable(string IssuerId, string Detail) : TokenVerdict;
}
