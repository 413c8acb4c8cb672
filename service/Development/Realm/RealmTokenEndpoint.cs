using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TokenBridge.Development.Realm;

/// <summary>
/// The realm's token endpoint: the password grant of public clients and the client credentials of machines, refusals as Keycloak 26 words them. Keycloak
/// steps up in the browser alone; this realm has no pages, so its password grant takes <c>acr_values=gold</c> with the one-time code in <c>totp</c>.
/// </summary>
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

        if (client.Secret is { } secret && secret != form["client_secret"])
        {
            return Refuse(401, "unauthorized_client", "Invalid client or Invalid client credentials");
        }

        return (grant, client.Secret) switch
        {
            ("password", null) => AnswerPerson(form, client, notBefore),
            ("password", _) => Refuse(400, "unauthorized_client", "Client not allowed for direct access grants"),
            ("client_credentials", null) => Refuse(401, "unauthorized_client", "Public client not allowed to retrieve service account"),
            ("client_credentials", _) => (200, IssueToMachine(client, notBefore)),
            _ => Refuse(400, "unsupported_grant_type", "Unsupported grant_type"),
        };
    }

    private (int Status, JsonObject Body) AnswerPerson(IFormCollection form, DemoClient client, long notBefore)
    {
        var isSteppedUp = Words(form["acr_values"].ToString()).Contains(RealmLogin.Gold);
        return DemoUser.All.FirstOrDefault(user => user.Name == form["username"] && user.Password == form["password"]) is { } user
            && (!isSteppedUp || (user.OneTimeCode is { } code && code == form["totp"]))
            ? (200, Issue(user, client, Words(form["scope"].ToString()).Contains("openid"), isSteppedUp, notBefore))
            : Refuse(400, "invalid_grant", "Invalid user credentials");
    }

    // No refresh token: this realm keeps no sessions that one could prolong.
    private JsonObject Issue(DemoUser user, DemoClient client, bool openId, bool isSteppedUp, long notBefore)
    {
        var session = RealmTokens.NewSessionId();
        var login = new RealmLogin(openId ? "openid profile email" : "email profile", session) { IsSteppedUp = isSteppedUp };
        var body = Body(tokens.AccessToken(user, client, login), client, login, notBefore);
        body["session_state"] = session;
        if (openId)
        {
            body["id_token"] = tokens.IdToken(user, client, login);
        }

        return body;
    }

    private JsonObject IssueToMachine(DemoClient client, long notBefore)
    {
        var login = new RealmLogin("profile", Session: null);
        return Body(tokens.ServiceAccountToken(client, login), client, login, notBefore);
    }

    private static JsonObject Body(string accessToken, DemoClient client, RealmLogin login, long notBefore) => new()
    {
        ["access_token"] = accessToken,
        ["expires_in"] = (int)client.TokenLifetime.TotalSeconds,
        ["refresh_expires_in"] = 0,
        ["token_type"] = "Bearer",
        ["not-before-policy"] = notBefore,
        ["scope"] = login.Scope,
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (int Status, JsonObject Body) Refuse(int status, string error, string description) =>
        (status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
