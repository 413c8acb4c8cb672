namespace TokenBridge.Host.Tokens;

/// <summary>Why a token is not accepted. The value in snake_case is the <c>reason</c> in answers, metrics and audit; never rename one.</summary>
internal enum TokenRejection
{
    MissingToken,
    MalformedToken,
    TokenTooLarge,
    AlgorithmNotAllowed,
    UnknownIssuer,
    UnknownKey,
    InvalidSignature,
    WrongType,
    Expired,
    NotYetValid,
    LifetimeTooLong,
    WrongAudience,
    WrongClient,
    MissingClaim,
    MalformedClaim,
    BoundToken,
    Revoked,
}
