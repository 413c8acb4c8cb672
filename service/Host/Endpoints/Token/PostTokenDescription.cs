using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>What OpenAPI says of <c>POST /oauth/token</c>.</summary>
internal static class PostTokenDescription
{
    private static readonly string[] Optional = ["acr_values", "max_age", "roles"];

    public static RouteDescription Description { get; } = new("credentials", "OAuth 2.0 token exchange (RFC 8693): a Keycloak access token for AWS credentials.")
    {
        Bodies =
        [
            new RouteExample(
                "application/x-www-form-urlencoded",
                "TokenExchangeRequest",
                """
                {
                  "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
                  "subject_token": "eyJ…",
                  "subject_token_type": "urn:ietf:params:oauth:token-type:access_token",
                  "requested_token_type": "urn:tokenbridge:params:oauth:token-type:aws-credentials",
                  "audience": "ds-vision",
                  "resource": "arn:aws:iam::111122223333:role/ds-vision"
                }
                """,
                "requested_token_type", "audience", "resource"),
        ],
        Answers =
        [
            new RouteAnswer(200, "Issued. access_token is aws_credentials in base64url.", new RouteExample(
                "application/json",
                "IssuedToken",
                $$"""
                {
                  "access_token": "eyJWZXJzaW9uIjoxLCAi…", "issued_token_type": "urn:tokenbridge:params:oauth:token-type:aws-credentials", "token_type": "N_A", "expires_in": 3600,
                  "aws_credentials": {{GetCredentialsDescription.Process}}, "decision_id": "4c1f6f2a9b-2a"
                }
                """,
                "AccountId")),
            new RouteAnswer(400, "invalid_request, invalid_target (the named role cannot be had), invalid_scope, unsupported_grant_type.", Error("invalid_target", "role_not_granted", "No rule gives you the role 'admin'. Ask the owner of the rules for it.", """, "acr_values": "gold", "max_age": 300, "roles": ["ds-vision"]""")),
            new RouteAnswer(401, "Client authentication was sent; there are no clients here.", Error("invalid_client", "invalid_request", "TokenBridge knows no OAuth clients: leave client authentication out, the subject_token says who asks.")),
            new RouteAnswer(429, "Too many requests; Retry-After says when to ask again.", Error("temporarily_unavailable", "rate_limited", "Too many requests; ask again in 30 s, and keep credentials until they expire.")),
            new RouteAnswer(503, "It may work later; Retry-After says when.", Error("temporarily_unavailable", "sts_unavailable", "AWS STS cannot be reached; ask again shortly.")),
        ],
    };

    private static RouteExample Error(string error, string reason, string message, string more = "") => new(
        "application/json",
        "OAuthError",
        $$"""{ "error": "{{error}}", "error_description": "{{message}} [{{reason}}, decision 4c1f6f2a9b-2a]", "reason": "{{reason}}", "decision_id": "4c1f6f2a9b-2a"{{more}} }""",
        Optional);
}
