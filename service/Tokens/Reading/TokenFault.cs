namespace TokenBridge.Tokens;

/// <summary>What one check found wrong with a token, before the validator adds the issuer.</summary>
/// <param name="Reason">Stable, for the caller, metrics and audit.</param>
/// <param name="Detail">For the audit log only.</param>
internal readonly record struct TokenFault(TokenRejection Reason, string Detail);
