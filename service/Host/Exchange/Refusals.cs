using System.Globalization;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>The answer to each refusal of each stage: status, AWS code, and a text that says what to do next.</summary>
internal static class Refusals
{
    /// <summary>Seconds. Short: SDKs retry within a second or two whatever it says.</summary>
    private const int Soon = 1;

    public const string KeysUnavailableReason = "keys_unavailable";
    public const string InvalidRequestReason = "invalid_request";
    public const string RateLimitedReason = "rate_limited";

    /// <summary>The request itself is wrong.</summary>
    public static Refusal Request(string message) =>
        new(StatusCodes.Status400BadRequest, "ValidationError", InvalidRequestReason, message) { ChallengeError = "invalid_request" };

    /// <summary>A web page's name was rebound to this address, or somebody gave it another name.</summary>
    public static Refusal Host { get; } = Request(
        "This address is not answered by that Host name: on loopback use 127.0.0.1, [::1] or localhost; a name that a proxy passes on must stand in TokenBridge:AllowedHosts.");

    /// <summary>Nothing is handed out that cannot be recorded.</summary>
    public static Refusal AuditUnavailable { get; } = Later(
        StsFailure.Overloaded.ToReason(), "TokenBridge cannot write its audit log at the moment, so it hands out nothing; ask again shortly.", "the audit log does not take records");

    /// <summary>Explanations stand back behind everything else.</summary>
    public static Refusal TooManyExplanations { get; } = Later(
        StsFailure.Overloaded.ToReason(), "Too many explanations are being made at the moment; ask again shortly.", "the places for explanations are taken");

    public static Refusal RateLimited(int seconds, string detail) =>
        new(
            StatusCodes.Status429TooManyRequests,
            "Throttling",
            RateLimitedReason,
            $"Too many requests; ask again in {seconds.ToString(CultureInfo.InvariantCulture)} s, and keep credentials until they expire.",
            detail)
        {
            RetryAfter = seconds,
        };

    public static Refusal KeysUnavailable(TokenVerdict.KeysUnavailable verdict) =>
        Later(KeysUnavailableReason, "The keys of your Keycloak realm could not be read yet; ask again shortly.", verdict.Detail);

    /// <param name="verdict">Of the validator.</param>
    /// <param name="limit">Which the text for a token that is too long names.</param>
    public static Refusal Token(TokenVerdict.Rejected verdict, TokenLimit limit)
    {
        var (code, message) = TokenText(verdict.Reason, limit);
        return new Refusal(StatusCodes.Status401Unauthorized, code, verdict.Reason.ToReason(), TokenAdviceText.Of(verdict.Advice) ?? message, verdict.Detail)
        {
            // RFC 6750, 3.1: a request without credentials is told the scheme and no error.
            ChallengeError = verdict.Reason == TokenRejection.MissingToken ? null : "invalid_token",
        };
    }

    public static Refusal Rules(RuleDecision.Denied denied)
    {
        var (status, code) = denied.Reason switch
        {
            DenialReason.RoleRequired => (StatusCodes.Status400BadRequest, "ValidationError"),
            DenialReason.StepUpRequired => (StatusCodes.Status401Unauthorized, "StepUpRequired"),
            DenialReason.NoRuleMatches => (StatusCodes.Status403Forbidden, "AccessDenied"),
            DenialReason.RoleNotGranted => (StatusCodes.Status403Forbidden, "AccessDenied"),
            DenialReason.DeniedByRule => (StatusCodes.Status403Forbidden, "AccessDenied"),
            DenialReason.MissingValue => (StatusCodes.Status403Forbidden, "AccessDenied"),
            DenialReason.InvalidValue => (StatusCodes.Status403Forbidden, "AccessDenied"),
        };
        return new Refusal(status, code, denied.Reason.ToReason(), denied.Message, denied.Detail)
        {
            ChallengeError = denied.Reason == DenialReason.StepUpRequired ? "insufficient_user_authentication" : null,
            RuleId = denied.RuleId,
            Roles = denied.Roles,
            StepUp = denied.StepUp,
        };
    }

    public static Refusal Sts(StsOutcome.Failed failed)
    {
        var reason = failed.Failure.ToReason();
        return failed.Failure switch
        {
            StsFailure.StsRefused => new Refusal(
                StatusCodes.Status403Forbidden,
                "AccessDenied",
                reason,
                failed.CallerText ?? "The rules grant this role, but AWS refuses it; ask the platform team to look the decision up in the audit log.",
                failed.Detail),
            StsFailure.StsTimeout => Later(reason, "AWS STS has not answered in time; ask again shortly.", failed.Detail),
            StsFailure.StsThrottled => Later(reason, "AWS STS is throttling; ask again shortly.", failed.Detail),
            StsFailure.StsUnavailable => Later(reason, failed.CallerText ?? "AWS STS cannot be reached; ask again shortly.", failed.Detail),
            StsFailure.StsUnexpectedAnswer => Later(reason, "AWS STS gave an answer that does not fit the request, so it was thrown away; ask again shortly.", failed.Detail),
            StsFailure.ServiceCredentials => Later(reason, "TokenBridge itself has no valid AWS credentials; the platform team has to fix that.", failed.Detail),
            StsFailure.Overloaded => Later(reason, "Too many requests are waiting for AWS STS; ask again shortly.", failed.Detail),
        };
    }

    private static Refusal Later(string reason, string message, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", reason, message, detail) { RetryAfter = Soon };

    private static (string Code, string Message) TokenText(TokenRejection rejection, TokenLimit limit) => rejection switch
    {
        TokenRejection.MissingToken => (
            "MissingAuthenticationToken",
            "No token: send a Keycloak access token as Authorization: Bearer (subject_token to /oauth/token, WebIdentityToken to /sts), or set AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE."),
        TokenRejection.MalformedToken => (Invalid, "This is not a signed JWT: send the access_token of Keycloak's answer, whole and unchanged."),
        TokenRejection.TokenTooLarge => (Invalid, $"The token is longer than {limit.Characters} characters: have the realm put fewer groups or claims into it."),
        TokenRejection.AlgorithmNotAllowed => (Invalid, "The token's signature algorithm is not allowed here: have the Keycloak client sign with RS256, PS256 or ES256."),
        TokenRejection.UnknownIssuer => (Invalid, "The token comes from an issuer that is not configured here: log in at the right Keycloak realm, by the same URL that TokenBridge knows."),
        TokenRejection.UnknownKey => (Invalid, "The token names a signing key that its realm does not publish: log in again."),
        TokenRejection.InvalidSignature => (Invalid, "The token's signature is not valid: log in again."),
        TokenRejection.WrongType => (Invalid, "This is not an access token: send access_token, not the ID or refresh token."),
        TokenRejection.Expired => ("ExpiredToken", "The token has expired: get a new one from Keycloak."),
        TokenRejection.NotYetValid => (Invalid, "The token is not valid yet: the clocks of Keycloak and TokenBridge differ."),
        TokenRejection.LifetimeTooLong => (Invalid, "The token lives longer than is allowed here: shorten the access token lifespan of the Keycloak client."),
        TokenRejection.WrongAudience => (Invalid, "The token is not meant for TokenBridge: its Keycloak client needs an audience mapper."),
        TokenRejection.WrongClient => (Invalid, "The token was issued to a client that is not let in here: log in through one that is."),
        TokenRejection.MissingClaim => (Invalid, "The token lacks a claim that is needed, such as sub: the Keycloak client needs the client scope basic and no lightweight tokens."),
        TokenRejection.MalformedClaim => (Invalid, "A claim of the token has the wrong form: check the mappers of its Keycloak client."),
        TokenRejection.BoundToken => (Invalid, "The token is bound to a key (DPoP or mTLS), which no proof came for: use a client without bound tokens."),
        TokenRejection.Revoked => (Invalid, "The realm has revoked tokens issued before now: log in again."),
    };

    private const string Invalid = "InvalidIdentityToken";
}
