using System.Text.Json.Nodes;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A realm with two organizations: alice belongs to both, bob to acme alone, carol to none.</summary>
internal sealed class TenantRealm(Keycloak keycloak, string name)
{
    private readonly BareRealm _realm = new(keycloak, name);

    public Uri Url => _realm.Url;

    /// <param name="provision">What <c>provision keycloak</c> writes for the partial import.</param>
    public async Task CreateAsync(JsonNode provision)
    {
        await _realm.CreateAsync();
        await keycloak.AdministerAsync(HttpMethod.Put, $"/{name}", new { organizationsEnabled = true });
        await _realm.ImportAsync(provision);
        foreach (var (alias, members) in (IEnumerable<(string, string[])>)[("acme", ["alice", "bob"]), ("blue.corp", ["alice"])])
        {
            await keycloak.AdministerAsync(HttpMethod.Post, $"/{name}/organizations", new { name = alias, alias, attributes = new { tier = new[] { "gold" } } });
            var organization = await IdAsync($"organizations?exact=true&search={alias}");
            foreach (var member in members)
            {
                await keycloak.AdministerAsync(HttpMethod.Post, $"/{name}/organizations/{organization}/members", await IdAsync($"users?exact=true&username={member}"));
            }
        }
    }

    /// <summary>What the kcadm script and Terraform do: the mapper stands in a client scope that every login has.</summary>
    public Task GiveScopeAsync(JsonNode mapper) => _realm.GiveScopeAsync("notebook", new JsonObject
    {
        ["name"] = "tokenbridge",
        ["protocol"] = "openid-connect",
        ["attributes"] = new JsonObject { ["include.in.token.scope"] = "false" },
        ["protocolMappers"] = new JsonArray(mapper.DeepClone()),
    });

    /// <summary>An administrator switches Multivalued off.</summary>
    public async Task SpoilScopeAsync()
    {
        var scope = (await keycloak.AdministerAsync(HttpMethod.Get, $"/{name}/client-scopes")).EnumerateArray().Single(scope => scope.GetProperty("name").GetString() == "tokenbridge");
        var mapper = JsonNode.Parse(scope.GetProperty("protocolMappers").EnumerateArray().Single().GetRawText())!;
        mapper["config"] = new JsonObject { ["claim.name"] = "organization", ["jsonType.label"] = "String", ["multivalued"] = "false", ["access.token.claim"] = "true" };
        await keycloak.AdministerAsync(HttpMethod.Put, $"/{name}/client-scopes/{scope.GetProperty("id").GetString()}/protocol-mappers/models/{mapper["id"]}", mapper);
    }

    public Task<string> LogInAsync(string user, string scope) => new KeycloakBrowser(Url, user).LogInAsync(scope: scope);

    private async Task<string> IdAsync(string query) => (await keycloak.AdministerAsync(HttpMethod.Get, $"/{name}/{query}")).EnumerateArray().Single().GetProperty("id").GetString()!;
}
