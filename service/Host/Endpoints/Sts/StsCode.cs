using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// What a refusal is called in the STS query protocol. SDKs repeat InvalidIdentityToken (Go, .NET), IDPCommunicationError, Throttling and 503;
/// what the rules or AWS refuse is AccessDenied, which nobody repeats.
/// </summary>
internal static class StsCode
{
    public static (int Status, string Code) For(Refusal refusal) => refusal.Status switch
    {
        _ when refusal.ProtocolCode is { } code => (refusal.Status, code),
        StatusCodes.Status400BadRequest => (400, "ValidationError"),
        StatusCodes.Status401Unauthorized => ForToken(refusal),
        StatusCodes.Status403Forbidden => (403, "AccessDenied"),
        StatusCodes.Status429TooManyRequests => (400, "Throttling"),
        _ when refusal.Reason == Refusals.KeysUnavailableReason => (400, "IDPCommunicationError"),
        _ => (503, "ServiceUnavailable"),
    };

    /// <summary>A fresher login that is needed cannot be had by asking again, so it is a denial here.</summary>
    private static (int Status, string Code) ForToken(Refusal refusal) =>
        refusal.StepUp is not null ? (403, "AccessDenied")
        : refusal.Reason == TokenRejection.MissingToken.ToReason() ? (400, "ValidationError")
        : refusal.Reason == TokenRejection.Expired.ToReason() ? (400, "ExpiredTokenException")
        : refusal.Reason == TokenRejection.Revoked.ToReason() ? (403, "IDPRejectedClaim")
        : (400, "InvalidIdentityToken");
}
