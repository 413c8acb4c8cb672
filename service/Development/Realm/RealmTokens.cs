using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Development.Realm;

/// <summary>Signs access and ID tokens with the claims that Keycloak 26 puts into them.</summary>
internal sealed class RealmTokens(string issuer, RealmKeyRing keys, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Signer = new();

    /// <param name="user">Whose token.</param>
    /// <param name="client">Who asked for it: <c>azp</c>, audience, lifetime and algorithm follow.</param>
    /// <param name="scope">As the answer of the token endpoint says it.</param>
    /// <param name="session">The <c>sid</c>.</param>
    /// <param name="change">Spoils or extends the claims before they are signed.</param>
    public string AccessToken(DemoUser user, DemoClient client, string scope, string session, Action<JsonObject>? change = null)
    {
        var claims = CommonClaims(user, client, session, typ: "Bearer", tokenId: $"onrtro:{Guid.NewGuid()}");
        AddAudience(claims, user, client);
        if (client.HasBrowserLogin)
        {
            claims["allowed-origins"] = new JsonArray("http://127.0.0.1:9555");
        }

        if (user.HasDefaultRoles)
        {
            claims["realm_access"] = RolesObject("offline_access", "default-roles-ml", "uma_authorization");
            claims["resource_access"] = new JsonObject { ["account"] = RolesObject("manage-account", "manage-account-links", "view-profile") };
        }

        claims["scope"] = scope;
        AddMapped(claims, user, client);
        AddProfile(claims, user);
        change?.Invoke(claims);
        return Sign(claims, client.Algorithm);
    }

    /// <summary>Its <c>aud</c> is the client and its <c>typ</c> is <c>ID</c>: no access token.</summary>
    public string IdToken(DemoUser user, DemoClient client, string session)
    {
        var claims = CommonClaims(user, client, session, typ: "ID", tokenId: Guid.NewGuid().ToString());
        claims["aud"] = client.Id;
        AddProfile(claims, user);
        return Sign(claims, client.Algorithm);
    }

    public static string NewSessionId() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(18));

    private string Sign(JsonObject claims, string algorithm) =>
        Signer.CreateToken(claims.ToJsonString(), keys.Signing(algorithm).ToSigningCredentials());

    private JsonObject CommonClaims(DemoUser user, DemoClient client, string session, string typ, string tokenId)
    {
        var now = clock.GetUtcNow();
        return new JsonObject
        {
            ["exp"] = (now + client.TokenLifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["jti"] = tokenId,
            ["iss"] = issuer,
            ["sub"] = user.Subject,
            ["typ"] = typ,
            ["azp"] = client.Id,
            ["sid"] = session,
            ["acr"] = "1",
        };
    }

    /// <summary>One audience is a string, two are an array, none is no claim.</summary>
    private static void AddAudience(JsonObject claims, DemoUser user, DemoClient client)
    {
        claims["aud"] = (client.IsForTokenBridge, user.HasDefaultRoles) switch
        {
            (true, true) => new JsonArray("tokenbridge", "account"),
            (true, false) => "tokenbridge",
            (false, true) => "account",
            (false, false) => null,
        };
        if (claims["aud"] is null)
        {
            claims.Remove("aud");
        }
    }

    private static void AddMapped(JsonObject claims, DemoUser user, DemoClient client)
    {
        AddList(claims, "groups", user.Groups);
        if (!client.IsForTokenBridge)
        {
            return;
        }

        AddList(claims, "projects", user.Projects);
        if (user.Department is not null)
        {
            claims["department"] = user.Department;
        }

        if (user.CostCenter is not null)
        {
            claims["cost_center"] = user.CostCenter;
        }
    }

    private static void AddProfile(JsonObject claims, DemoUser user)
    {
        claims["email_verified"] = true;
        claims["name"] = $"{user.GivenName} {user.FamilyName}";
        claims["preferred_username"] = user.Name;
        claims["given_name"] = user.GivenName;
        claims["family_name"] = user.FamilyName;
        claims["email"] = $"{user.Name}@ml.example";
    }

    private static void AddList(JsonObject claims, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            claims[name] = ArrayOf(values);
        }
    }

    private static JsonObject RolesObject(params IReadOnlyList<string> roles) => new() { ["roles"] = ArrayOf(roles) };

    private static JsonArray ArrayOf(IReadOnlyList<string> values) => [.. values.Select(value => (JsonNode)value)];
}
