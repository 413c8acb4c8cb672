using System.Text.Json.Nodes;

namespace TokenBridge.Development.Realm;

/// <summary>The realm's public documents, shaped as Keycloak 26 answers them; what this realm cannot do is left out.</summary>
internal sealed class RealmDocuments(string issuer, RealmKeyRing keys)
{
    private readonly string _protocol = $"{issuer}/protocol/openid-connect";

    public JsonObject Discovery() => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = $"{_protocol}/auth",
        ["token_endpoint"] = $"{_protocol}/token",
        ["jwks_uri"] = $"{_protocol}/certs",
        ["grant_types_supported"] = new JsonArray("client_credentials", "password"),
        ["acr_values_supported"] = new JsonArray(RealmLogin.Gold, "0", "1"),
        ["response_types_supported"] = new JsonArray("code", "none", "id_token", "token"),
        ["subject_types_supported"] = new JsonArray("public", "pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("ES256", "RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
        ["scopes_supported"] = new JsonArray("openid", "acr", "basic", "profile", "email", "roles"),
    };

    /// <param name="notBefore">Seconds since 1970; tokens issued earlier are revoked.</param>
    public JsonObject Realm(long notBefore) => new()
    {
        ["realm"] = "ml",
        ["public_key"] = keys.Signing("RS256").PublicKey,
        ["token-service"] = _protocol,
        ["account-service"] = $"{issuer}/account",
        ["tokens-not-before"] = notBefore,
    };
}
