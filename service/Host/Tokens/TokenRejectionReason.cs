namespace TokenBridge.Host.Tokens;

/// <summary>The stable <c>reason</c> of each rejection, as answers, metrics and audit show it.</summary>
internal static class TokenRejectionReason
{
    public static string ToReason(this TokenRejection rejection) => rejection switch
    {
        TokenRejection.MissingToken => "missing_token",
        TokenRejection.MalformedToken => "malformed_token",
        TokenRejection.TokenTooLarge => "token_too_large",
        TokenRejection.AlgorithmNotAllowed => "algorithm_not_allowed",
        TokenRejection.UnknownIssuer => "unknown_issuer",
        TokenRejection.UnknownKey => "unknown_key",
        TokenRejection.InvalidSignature => "invalid_signature",
        TokenRejection.WrongType => "wrong_type",
        TokenRejection.Expired => "expired",
        TokenRejection.NotYetValid => "not_yet_valid",
        TokenRejection.LifetimeTooLong => "lifetime_too_long",
        TokenRejection.WrongAudience => "wrong_audience",
        TokenRejection.WrongClient => "wrong_client",
        TokenRejection.MissingClaim => "missing_claim",
        TokenRejection.MalformedClaim => "malformed_claim",
        TokenRejection.BoundToken => "bound_token",
        TokenRejection.Revoked => "revoked",
    };
}
