using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Discovery;

/// <summary>What OpenAPI says of the two documents that AWS reads.</summary>
internal static class WebIdentityDiscoveryDescription
{
    public static RouteDescription OfConfiguration { get; } = new("web identity", "The service as an OIDC issuer, for AWS.")
    {
        Answers = [new RouteAnswer(200, "OpenID Connect Discovery 1.0.", new RouteExample(
            "application/json",
            "OpenIdConfiguration",
            """
            {
              "issuer": "https://bridge.example", "jwks_uri": "https://bridge.example/.well-known/jwks.json", "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
              "id_token_signing_alg_values_supported": ["RS256"], "claims_supported": ["iss", "sub"]
            }
            """))],
    };

    public static RouteDescription OfKeys { get; } = new("web identity", "The public key that the service signs web identity tokens with.")
    {
        Answers = [new RouteAnswer(200, "RFC 7517.", new RouteExample(
            "application/json",
            "KeySet",
            """{ "keys": [{ "kid": "k1", "kty": "RSA", "alg": "RS256", "use": "sig", "n": "…", "e": "AQAB", "crv": "P-256", "x": "…", "y": "…", "x5c": ["…"] }] }""",
            "n", "e", "crv", "x", "y", "x5c"))],
    };
}
