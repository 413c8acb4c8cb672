using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

/// <summary>The admin REST API of a small realm, as Keycloak 26 answers it.</summary>
internal static class FakeAdminApi
{
    public const string Secret = "doctor-test-secret";

    public const string RefreshToken = "admin-test-refresh";

    private const string Token = "admin-test-token";

    /// <summary>Clients of no interest before the one that has it, so that it stands on the second page.</summary>
    private const int Others = 120;

    public static void Serve(FakeKeycloak keycloak)
    {
        keycloak.Answer("/realms/ml/protocol/openid-connect/token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var isRight = form["grant_type"] == "client_credentials" && form["client_id"] == "tokenbridge-doctor" && form["client_secret"] == Secret;
            context.Response.StatusCode = isRight ? 200 : 401;
            await context.Response.WriteAsync(isRight ? $$"""{"access_token":"{{Token}}"}""" : """{"error":"unauthorized_client"}""");
        });
        keycloak.Answer("/realms/master/protocol/openid-connect/token", async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var isRight = form["grant_type"] == "refresh_token" && form["client_id"] == "admin-cli" && form["refresh_token"] == RefreshToken;
            context.Response.StatusCode = isRight ? 200 : 400;
            await context.Response.WriteAsync(isRight ? $$"""{"access_token":"{{Token}}"}""" : """{"error":"invalid_grant"}""");
        });
        Answer(keycloak, "", """{"realm": "ml", "accessTokenLifespan": 300, "ssoSessionMaxLifespan": 36000, "sslRequired": "none"}""");
        Page(keycloak, "/clients", [.. Enumerable.Range(0, Others).Select(number => $$"""{"id": "i{{number}}", "clientId": "other-{{number}}", "secret": "never"}"""), Notebook]);
        Answer(keycloak, "/client-scopes", """
            [{"id": "s1", "name": "basic", "protocol": "openid-connect", "protocolMappers": [
              {"name": "sub", "protocol": "openid-connect", "protocolMapper": "oidc-sub-mapper", "config": {"access.token.claim": "true"}}]}]
            """);
        Answer(keycloak, "/client-scopes/s1/scope-mappings", "{}");
        Answer(keycloak, "/clients/nb/scope-mappings", """{"clientMappings": {"other-1": {"mappings": [{"name": "analyst"}]}}}""");
        Page(keycloak, "/roles", []);
        foreach (var id in Enumerable.Range(0, Others).Select(number => $"i{number}").Append("nb"))
        {
            Answer(keycloak, $"/clients/{id}/roles", "[]");
        }

        Answer(keycloak, "/clients/i1/roles", """[{"name": "analyst"}]""");
        Page(keycloak, "/groups", ["""{"id": "g1", "name": "ml", "subGroupCount": 1}"""]);
        Page(keycloak, "/groups/g1/children", ["""{"id": "g2", "name": "vision/scientists", "subGroupCount": 0}"""]);
        Answer(keycloak, "/authentication/flows", """[{"alias": "browser with levels"}]""");
        Answer(keycloak, "/authentication/flows/browser with levels/executions", """[{"providerId": "auth-cookie", "requirement": "ALTERNATIVE"}]""");
        Answer(keycloak, "/components", """[{"name": "rsa", "providerId": "rsa-generated", "config": {"priority": ["100"], "keySize": ["1024"]}}]""");
        Answer(keycloak, "/users/profile", """{"attributes": [{"name": "username", "permissions": {"edit": ["admin"]}}, {"name": "department", "permissions": {"edit": ["user"]}}]}""");
    }

    /// <summary>From now on that is what is read there.</summary>
    public static void Answer(FakeKeycloak keycloak, string path, string json) => Serve(keycloak, path, _ => json);

    /// <summary>From now on the client lacks what reading that takes.</summary>
    public static void Forbid(FakeKeycloak keycloak, string path) => keycloak.Answer($"/admin/realms/ml{path}", context =>
    {
        context.Response.StatusCode = 403;
        return context.Response.WriteAsync("""{"error":"HTTP 403 Forbidden"}""");
    });

    private const string Notebook = """
        {"id": "nb", "clientId": "notebook", "fullScopeAllowed": false, "directAccessGrantsEnabled": true, "defaultClientScopes": ["basic"], "optionalClientScopes": [], "protocolMappers": [
          {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper", "config": {"included.custom.audience": "tokenbridge", "access.token.claim": "true"}},
          {"name": "groups", "protocol": "openid-connect", "protocolMapper": "oidc-group-membership-mapper", "config": {"claim.name": "groups", "full.path": "false", "access.token.claim": "true"}},
          {"name": "department", "protocol": "openid-connect", "protocolMapper": "oidc-usermodel-attribute-mapper", "config": {"claim.name": "department", "user.attribute": "department", "access.token.claim": "true"}}]}
        """;

    private static void Page(FakeKeycloak keycloak, string path, IReadOnlyList<string> items) => Serve(keycloak, path, context =>
    {
        var (first, most) = (int.Parse(context.Request.Query["first"]!, System.Globalization.CultureInfo.InvariantCulture), int.Parse(context.Request.Query["max"]!, System.Globalization.CultureInfo.InvariantCulture));
        return new JsonArray([.. items.Skip(first).Take(most).Select(item => JsonNode.Parse(item))]).ToJsonString();
    });

    private static void Serve(FakeKeycloak keycloak, string path, Func<HttpContext, string> json) => keycloak.Answer($"/admin/realms/ml{path}", context =>
    {
        context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {Token}" && context.Request.Method == "GET" ? 200 : 401;
        return context.Response.WriteAsync(context.Response.StatusCode == 200 ? json(context) : "{}");
    });
}
