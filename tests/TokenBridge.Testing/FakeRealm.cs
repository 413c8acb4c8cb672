using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Testing;

/// <summary>One realm of a <see cref="FakeKeycloak"/>. What it publishes can be changed at any time.</summary>
internal sealed class FakeRealm
{
    private readonly FakeKeycloak _keycloak;
    private readonly string? _issuer;
    private readonly string _path;

    public FakeRealm(FakeKeycloak keycloak, string name, string? issuer, IEnumerable<TestKey> keys)
    {
        (_keycloak, _issuer, _path) = (keycloak, issuer, $"/realms/{name}");
        Keys = [.. keys.DefaultIfEmpty(TestKey.Rsa)];
        Restore();
    }

    public string Issuer => _issuer ?? $"{_keycloak.Address.GetLeftPart(UriPartial.Authority)}{_path}";

    public string DiscoveryPath => $"{_path}/.well-known/openid-configuration";

    public string KeysPath => $"{_path}/protocol/openid-connect/certs";

    public string RealmPath => _path;

    /// <summary>Published by the next answer; the first one signs <see cref="Token"/>.</summary>
    public IReadOnlyList<TestKey> Keys { get; set; }

    /// <summary><c>tokens-not-before</c>, seconds since 1970.</summary>
    public long NotBefore { get; set; }

    /// <summary>Options that accept this realm's tokens.</summary>
    public IssuerOptions Options => new()
    {
        Id = "research",
        Issuer = Issuer,
        Audiences = [TestTokens.Audience],
        MetadataAddress = new Uri(_keycloak.Address, DiscoveryPath),
        Algorithms = SettingKeys.Issuer.Algorithms.Default!,
        AllowHttp = SettingKeys.Issuer.AllowHttp.Default,
        MaxTokenLifetime = SettingKeys.Issuer.MaxTokenLifetime.Default,
        ClockSkew = SettingKeys.Issuer.ClockSkew.Default,
        KeyRefresh = SettingKeys.Issuer.KeyRefresh.Default,
        UnknownKeyInterval = SettingKeys.Issuer.UnknownKeyInterval.Default,
    };

    /// <summary>How often the keys were fetched.</summary>
    public int KeyRequests => _keycloak.Requests(KeysPath);

    /// <summary>A valid token of this realm; see <see cref="TestTokens.Create"/>.</summary>
    public string Token(Action<JsonObject>? claims = null, TestKey? key = null, Action<JsonObject>? header = null, DateTimeOffset? issuedAt = null) =>
        TestTokens.Create(key ?? Keys[0], claims, header, issuer: Issuer, issuedAt: issuedAt);

    /// <summary>The documents as a healthy realm has them. The encryption key comes first, as Keycloak does it.</summary>
    public void Restore()
    {
        _keycloak.Answer(DiscoveryPath, context => WriteAsync(context, Discovery()));
        _keycloak.Answer(KeysPath, context => WriteAsync(context, KeySet(Keys.Select(key => key.Jwk))));
        _keycloak.Answer(RealmPath, context => WriteAsync(context, new JsonObject { ["realm"] = "ml", ["tokens-not-before"] = NotBefore }));
    }

    public JsonObject Discovery() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = new Uri(_keycloak.Address, KeysPath).ToString(),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256", "ES256", "HS256"),
    };

    public static JsonObject KeySet(IEnumerable<JsonObject> keys)
    {
        var encryption = TestKey.OtherRsa.Jwk.DeepClone();
        (encryption["kid"], encryption["use"], encryption["alg"]) = ("encryption", "enc", "RSA-OAEP");
        return new JsonObject { ["keys"] = new JsonArray([encryption, .. keys.Select(key => key.DeepClone())]) };
    }

    private static Task WriteAsync(HttpContext context, JsonObject document)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(document.ToJsonString());
    }
}
