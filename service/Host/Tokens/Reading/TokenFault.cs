using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>What one check found wrong with a token, before the validator adds the issuer.</summary>
/// <param name="Reason">Stable, for the caller, metrics and audit.</param>
/// <param name="Detail">For the audit log only.</param>
internal sealed record TokenFault(TokenRejection Reason, string Detail)
{
    public static TokenFault Malformed(string detail) => new(TokenRejection.MalformedToken, detail);

    public static TokenFault Of(ClaimFault fault) => new(fault.IsMissing ? TokenRejection.MissingClaim : TokenRejection.MalformedClaim, fault.Detail);
}
