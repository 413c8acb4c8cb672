using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenBridge.Testing;

/// <summary>Mints access tokens of the shape that Keycloak writes. Every argument has a valid default: a test names only its defect.</summary>
internal static class TestTokens
{
    public const string Issuer = "https://kc.example/realms/ml";
    public const string Audience = "tokenbridge";
    public const string Alice = "00000000-0000-4000-8000-000000000001";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="key">Signs, and gives alg and kid.</param>
    /// <param name="claims">Changes the payload.</param>
    /// <param name="header">Changes the header.</param>
    /// <param name="payloadJson">The payload as it stands, instead.</param>
    /// <param name="headerJson">The header as it stands, instead.</param>
    /// <param name="issuer"><c>iss</c>.</param>
    /// <param name="issuedAt"><c>iat</c>; the token lives five minutes.</param>
    public static string Create(
        TestKey? key = null,
        Action<JsonObject>? claims = null,
        Action<JsonObject>? header = null,
        string? payloadJson = null,
        string? headerJson = null,
        string issuer = Issuer,
        DateTimeOffset? issuedAt = null)
    {
        key ??= TestKey.Rsa;
        var head = Header(key);
        header?.Invoke(head);
        var payload = Payload(issuer, issuedAt);
        claims?.Invoke(payload);
        return Sign(key, headerJson ?? head.ToJsonString(Plain), payloadJson ?? payload.ToJsonString(Plain));
    }

    /// <summary>A valid header for a key.</summary>
    public static JsonObject Header(TestKey key) => new() { ["alg"] = key.Alg, ["typ"] = "JWT", ["kid"] = key.Kid };

    /// <summary>A valid payload: alice of the notebook, a scientist of two teams.</summary>
    public static JsonObject Payload(string issuer = Issuer, DateTimeOffset? issuedAt = null)
    {
        var iat = (issuedAt ?? ManualClock.Start).ToUnixTimeSeconds();
        return new JsonObject
        {
            ["exp"] = iat + 300,
            ["iat"] = iat,
            ["jti"] = "onrtro:279fa60f-31d4-5dee-c5ee-02678690be75",
            ["iss"] = issuer,
            ["aud"] = new JsonArray(Audience, "account"),
            ["sub"] = Alice,
            ["typ"] = "Bearer",
            ["azp"] = "notebook",
            ["sid"] = "uyRONUAaUEYJRRZxZftFN3e4",
            ["acr"] = "1",
            ["allowed-origins"] = new JsonArray("http://127.0.0.1:9555"),
            ["realm_access"] = new JsonObject { ["roles"] = new JsonArray("offline_access", "default-roles-ml", "uma_authorization") },
            ["resource_access"] = new JsonObject
            {
                ["account"] = new JsonObject { ["roles"] = new JsonArray("manage-account", "manage-account-links", "view-profile") },
            },
            ["scope"] = "openid profile email",
            ["projects"] = new JsonArray("atlas", "lidar-2"),
            ["email_verified"] = true,
            ["cost_center"] = "4711",
            ["name"] = "Alice Adams",
            ["groups"] = new JsonArray("/ml/speech/scientists", "/ml/vision/scientists"),
            ["preferred_username"] = "alice",
            ["department"] = "research",
            ["given_name"] = "Alice",
            ["family_name"] = "Adams",
            ["email"] = "alice@ml.example",
        };
    }

    /// <summary>Signs any two texts.</summary>
    public static string Sign(TestKey key, string headerJson, string payloadJson) =>
        Sign(key, Encoding.UTF8.GetBytes(headerJson), Encoding.UTF8.GetBytes(payloadJson));

    /// <summary>Signs any bytes, valid UTF-8 or not.</summary>
    public static string Sign(TestKey key, byte[] header, byte[] payload)
    {
        var input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{input}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }
}
