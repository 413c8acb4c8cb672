using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TokenBridge.Development.Realm;

/// <summary>The realm's token endpoint: the password grant of public clients, refusals as Keycloak 26 words them.</summary>
internal sealed class RealmTokenEndpoint(RealmTokens tokens)
{
    /// <param name="form">The request's form fields.</param>
    /// <param name="notBefore">The realm's not-before, seconds since 1970.</param>
    public (int Status, JsonObject Body) Answer(IFormCollection form, long notBefore)
    {
        string grant = form["grant_type"].ToString();
        if (grant.Length == 0)
        {
            return Refuse(400, "invalid_request", "Missing form parameter: grant_type");
        }

        if (DemoClient.All.FirstOrDefault(client => client.Id == form["client_id"]) is not { } client)
        {
            return Refuse(401, "invalid_client", "Invalid client or Invalid client credentials");
        }

        if (grant != "password")
        {
            return Refuse(400, "unsupported_grant_type", "Unsupported grant_type");
        }

        return DemoUser.All.FirstOrDefault(user => user.Name == form["username"] && user.Password == form["password"]) is { } user
            ? (200, Issue(user, client, AskedForOpenId(form), notBefore))
            : Refuse(400, "invalid_grant", "Invalid user credentials");
    }

    // No refresh token: this realm keeps no sessions that one could prolong.
    private JsonObject Issue(DemoUser user, DemoClient client, bool openId, long notBefore)
    {
        var session = RealmTokens.NewSessionId();
        var scope = openId ? "openid profile email" : "email profile";
        var body = new JsonObject
        {
            ["access_token"] = tokens.AccessToken(user, client, scope, session),
            ["expires_in"] = (int)client.TokenLifetime.TotalSeconds,
            ["refresh_expires_in"] = 0,
            ["token_type"] = "Bearer",
            ["not-before-policy"] = notBefore,
            ["session_state"] = session,
            ["scope"] = scope,
        };
        if (openId)
        {
            body["id_token"] = tokens.IdToken(user, client, session);
        }

        return body;
    }

    private static bool AskedForOpenId(IFormCollection form) => form["scope"].ToString().Split(' ').Contains("openid");

    private static (int Status, JsonObject Body) Refuse(int status, string error, string description) =>
        (status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
