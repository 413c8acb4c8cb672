using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Token;

internal sealed class PostTokenSummary : WireSummary<PostToken>
{
    public PostTokenSummary()
    {
        Summary = "OAuth 2.0 token exchange (RFC 8693): a Keycloak access token for AWS credentials.";
        Request(WireBody.Form(new TokenExchangeRequestBody(
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "eyJ…",
            "urn:ietf:params:oauth:token-type:access_token",
            TokenExchangeRequest.CredentialsType,
            "ds-vision",
            "arn:aws:iam::111122223333:role/ds-vision")));
        Answer(200, "Issued. access_token is aws_credentials in base64url.", WireBody.Json(new IssuedToken(
            "eyJWZXJzaW9uIjoxLCAi…", TokenExchangeRequest.CredentialsType, "N_A", 3600, CredentialExamples.Process, RefusalExamples.DecisionId)));
        Answer(
            400,
            "invalid_request, invalid_target (the named role cannot be had), invalid_scope, unsupported_grant_type, invalid_client (client authentication in the body).",
            WireBody.Json(Error(OAuthError.InvalidTarget, "role_not_granted", RefusalExamples.NotGranted) with
            {
                AcrValues = "gold",
                MaxAge = 300,
                Roles = ["ds-vision"],
            }));
        Answer(
            401,
            "Client authentication was sent in Authorization; there are no clients here.",
            WireBody.Json(Error(
                OAuthError.InvalidClient,
                "invalid_request",
                "TokenBridge knows no OAuth clients: leave client authentication out, the subject_token says who asks.")));
        Answer(
            429,
            "Too many requests; Retry-After says when to ask again.",
            WireBody.Json(Error(OAuthError.TemporarilyUnavailable, "rate_limited", RefusalExamples.TooMany)));
        Answer(
            503,
            "It may work later; Retry-After says when.",
            WireBody.Json(Error(OAuthError.TemporarilyUnavailable, "sts_unavailable", RefusalExamples.Unreachable)));
    }

    private static OAuthErrorBody Error(OAuthError error, string reason, string message) =>
        new(error.ToText(), RefusalExamples.Told(message, reason), reason, RefusalExamples.DecisionId, AcrValues: null, MaxAge: null, Roles: null);
}
