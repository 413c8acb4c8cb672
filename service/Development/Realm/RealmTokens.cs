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
    /// <param name="login">How they logged in.</param>
    /// <param name="change">Spoils or extends the claims before they are signed.</param>
    public string AccessToken(DemoUser user, DemoClient client, RealmLogin login, Action<JsonObject>? change = null)
    {
        var claims = CommonClaims(user, client, login, typ: "Bearer", tokenId: $"onrtro:{Guid.NewGuid()}");
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

        if (user.WarehouseRoles.Count > 0 && client.IsForTokenBridge)
        {
            (claims["resource_access"] ??= new JsonObject())["warehouse"] = RolesObject(user.WarehouseRoles);
        }

        claims["scope"] = login.Scope;
        AddMapped(claims, user, client);
        AddProfile(claims, user);
        change?.Invoke(claims);
        return Sign(claims, client.Algorithm);
    }

    /// <summary>Of a machine: no person's claims, no session, and <c>client_id</c> from Keycloak's client scope <c>service_account</c>.</summary>
    public string ServiceAccountToken(DemoClient client, RealmLogin login)
    {
        var claims = CommonClaims(client.ServiceAccount, client, login, typ: "Bearer", tokenId: $"trrtcc:{Guid.NewGuid()}");
        AddAudience(claims, client.ServiceAccount, client);
        claims["scope"] = login.Scope;
        claims["clientHost"] = "127.0.0.1";
        claims["preferred_username"] = client.ServiceAccount.Name;
        claims["clientAddress"] = "127.0.0.1";
        claims["client_id"] = client.Id;
        return Sign(claims, client.Algorithm);
    }

    /// <summary>Its <c>aud</c> is the client and its <c>typ</c> is <c>ID</c>: no access token.</summary>
    public string IdToken(DemoUser user, DemoClient client, RealmLogin login)
    {
        var claims = CommonClaims(user, client, login, typ: "ID", tokenId: Guid.NewGuid().ToString());
        claims["aud"] = client.Id;
        AddProfile(claims, user);
        return Sign(claims, client.Algorithm);
    }

    public static string NewSessionId() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(18));

    private string Sign(JsonObject claims, string algorithm) =>
        Signer.CreateToken(claims.ToJsonString(), keys.Signing(algorithm).ToSigningCredentials());

    private JsonObject CommonClaims(DemoUser user, DemoClient client, RealmLogin login, string typ, string tokenId)
    {
        var now = clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["exp"] = (now + client.TokenLifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["jti"] = tokenId,
            ["iss"] = issuer,
            ["sub"] = user.Subject,
            ["typ"] = typ,
            ["azp"] = client.Id,
            ["acr"] = login.IsSteppedUp ? RealmLogin.Gold : "1",
        };
        if (login.Session is { } session)
        {
            claims["sid"] = session;
        }

        // Keycloak puts it into tokens of logins by a browser, and only there can anybody step up.
        if (login.IsSteppedUp)
        {
            claims["auth_time"] = now.ToUnixTimeSeconds();
        }

        return claims;
    }

    /// <summary>One audience is a string, several are an array, none is no claim. A client is an audience for whoever has a role there.</summary>
    private static void AddAudience(JsonObject claims, DemoUser user, DemoClient client)
    {
        List<string> audiences =
        [
            .. client.IsForTokenBridge ? ["tokenbridge"] : Array.Empty<string>(),
            .. client.IsForTokenBridge && user.WarehouseRoles.Count > 0 ? ["warehouse"] : Array.Empty<string>(),
            .. user.HasDefaultRoles ? ["account"] : Array.Empty<string>(),
        ];
        if (audiences.Count > 0)
        {
            claims["aud"] = audiences is [var only] ? only : ArrayOf(audiences);
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

        if (user.Employment is not null)
        {
            claims["employment"] = user.Employment;
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
