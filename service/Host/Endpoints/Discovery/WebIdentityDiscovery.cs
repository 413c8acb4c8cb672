using System.Text.Json;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;

namespace TokenBridge.Host.Endpoints.Discovery;

/// <summary>
/// The service as an OIDC issuer for strategy WebIdentity: discovery (OpenID Connect Discovery 1.0, 4) and JWKS below the issuer's path.
/// STS reads both while its own call is under way, so they wait for nothing.
/// </summary>
internal static class WebIdentityDiscovery
{
    public static void Map(IEndpointRouteBuilder routes, WebIdentityOptions options, WebIdentityKey key)
    {
        var path = options.Issuer.AbsolutePath.TrimEnd('/');
        routes.MapGet($"{path}/.well-known/openid-configuration", http => DiscoveryAsync(http.Response, options, key))
            .WithName("GetOpenIdConfiguration").WithMetadata(WebIdentityDiscoveryDescription.OfConfiguration);
        routes.MapGet($"{path}/.well-known/jwks.json", http => KeysAsync(http.Response, key))
            .WithName("GetKeys").WithMetadata(WebIdentityDiscoveryDescription.OfKeys);
    }

    private static Task DiscoveryAsync(HttpResponse response, WebIdentityOptions options, WebIdentityKey key) =>
        JsonAnswer.WriteAsync(response, (options, key), static (json, state) =>
        {
            json.WriteString("issuer"u8, state.options.IssuerText);
            json.WriteString("jwks_uri"u8, $"{state.options.IssuerText}/.well-known/jwks.json");
            WriteList(json, "response_types_supported", "id_token");
            WriteList(json, "subject_types_supported", "public");
            WriteList(json, "id_token_signing_alg_values_supported", state.key.SigningCredentials.Algorithm);
            WriteList(json, "claims_supported", "iss", "sub", "aud", "iat", "exp", "jti");
        });

    private static Task KeysAsync(HttpResponse response, WebIdentityKey key) =>
        JsonAnswer.WriteAsync(response, key.PublicKey, static (json, publicKey) =>
        {
            json.WriteStartArray("keys"u8);
            json.WriteStartObject();
            json.WriteString("kid"u8, publicKey.Kid);
            json.WriteString("kty"u8, publicKey.Kty);
            json.WriteString("alg"u8, publicKey.Alg);
            json.WriteString("use"u8, publicKey.Use);
            foreach (var (name, value) in new[] { ("n", publicKey.N), ("e", publicKey.E), ("crv", publicKey.Crv), ("x", publicKey.X), ("y", publicKey.Y) })
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteStartArray("x5c"u8);
            foreach (var certificate in publicKey.X5c)
            {
                json.WriteStringValue(certificate);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        });

    private static void WriteList(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
