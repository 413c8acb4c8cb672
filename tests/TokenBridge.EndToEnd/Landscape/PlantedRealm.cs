using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>The shipped realm under another name, without its people, with mistakes that an administrator made by the admin REST API.</summary>
internal sealed class PlantedRealm(Keycloak keycloak)
{
    public const string Name = "planted";

    public const string Client = "tokenbridge-doctor";

    public const string Secret = "doctor-test-secret";

    public static readonly string[] Mistakes =
    [
        "groups-without-path client notebook, mapper groups",
        "groups-written-otherwise client notebook, mapper hidden groups",
        "group-name-slash group 'platform/admins'",
        "group-name-tilde group 'odd~'",
        "claim-is-single client notebook, mapper projects",
        "attribute-editable attribute department",
        "attribute-unmanaged attribute employment",
        "role-out-of-scope role analyst of client warehouse",
        "level-unknown acr gold",
        "mapper-sets-identity client notebook, mapper another subject",
        "implicit-flow client notebook",
        "lightweight-tokens client nightly-training",
        "token-too-long client notebook",
        "session-long realm planted",
        "signature-not-taken client nightly-training",
        "plain-http realm planted",
    ];

    /// <summary>The realm, the client that reads it, and every mistake.</summary>
    public async Task MakeAsync()
    {
        var realm = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Installation.Root, "mapper-config", "keycloak", "realm.json")))!.AsObject();
        realm["realm"] = Name;
        realm.Remove("users");
        await keycloak.AdministerAsync(HttpMethod.Post, "", realm);
        await MakeReaderAsync();
    }

    public async Task PlantAsync()
    {
        await SpoilNotebookAsync();
        await ChangeAsync("nightly-training", client =>
        {
            client["attributes"]!["client.use.lightweight.access.token.enabled"] = "true";
            client["attributes"]!["access.token.signed.response.alg"] = "EdDSA";
        });
        await PostAsync("/groups", new { name = "platform/admins" });
        await PostAsync("/groups", new { name = "odd~" });
        var profile = JsonNode.Parse((await ReadAsync("/users/profile")).GetRawText())!;
        var attributes = profile["attributes"]!.AsArray();
        attributes.Single(attribute => $"{attribute!["name"]}" == "department")!["permissions"]!["edit"] = new JsonArray("admin", "user");
        attributes.Remove(attributes.Single(attribute => $"{attribute!["name"]}" == "employment"));
        profile["unmanagedAttributePolicy"] = "ENABLED";
        await PutAsync("/users/profile", profile);
        await PutAsync("", new { ssoSessionMaxLifespan = 604_800, sslRequired = "none", attributes = new Dictionary<string, string> { ["acr.loa.map"] = """{"silver":1}""" } });
    }

    /// <summary>As the console's Partial export gives it.</summary>
    public async Task<string> ExportAsync() =>
        (await keycloak.AdministerAsync(HttpMethod.Post, $"/{Name}/partial-export?exportClients=true&exportGroupsAndRoles=true")).GetRawText();

    /// <param name="role">Of realm-management, which the reader has from now on.</param>
    public async Task GiveReaderAsync(string role)
    {
        var management = await IdOfAsync("realm-management");
        var account = (await ReadAsync($"/clients/{await IdOfAsync(Client)}/service-account-user")).GetProperty("id").GetString();
        await PostAsync($"/users/{account}/role-mappings/clients/{management}", new[] { await ReadAsync($"/clients/{management}/roles/{role}") });
    }

    private Task MakeReaderAsync() => PostAsync("/clients", new
    {
        clientId = Client,
        secret = Secret,
        publicClient = false,
        serviceAccountsEnabled = true,
        standardFlowEnabled = false,
        directAccessGrantsEnabled = false,
    });

    private async Task SpoilNotebookAsync()
    {
        await ChangeAsync("notebook", client =>
        {
            client["implicitFlowEnabled"] = true;
            client["attributes"]!["access.token.lifespan"] = "7200";
        });
        var notebook = await IdOfAsync("notebook");
        await ChangeMapperAsync(notebook, "groups", "full.path", "false");
        await ChangeMapperAsync(notebook, "projects", "multivalued", "false");
        await AddMapperAsync(notebook, "hidden groups", "oidc-hardcoded-claim-mapper", new() { ["claim.name"] = "groups", ["claim.value"] = "[[\"/platform/admins\"]]", ["jsonType.label"] = "JSON" });
        await AddMapperAsync(notebook, "another subject", "oidc-usermodel-attribute-mapper", new() { ["claim.name"] = "sub", ["user.attribute"] = "department", ["jsonType.label"] = "String" });
        var warehouse = await IdOfAsync("warehouse");
        await keycloak.AdministerAsync(HttpMethod.Delete, $"/{Name}/clients/{notebook}/scope-mappings/clients/{warehouse}", new[] { await ReadAsync($"/clients/{warehouse}/roles/analyst") });
    }

    private Task AddMapperAsync(string client, string name, string type, Dictionary<string, string> config)
    {
        config["access.token.claim"] = "true";
        return PostAsync($"/clients/{client}/protocol-mappers/models", new { name, protocol = "openid-connect", protocolMapper = type, config });
    }

    private async Task ChangeMapperAsync(string client, string name, string key, string value)
    {
        var mapper = (await ReadAsync($"/clients/{client}/protocol-mappers/models")).EnumerateArray().Single(mapper => mapper.GetProperty("name").GetString() == name);
        var changed = JsonNode.Parse(mapper.GetRawText())!;
        changed["config"]![key] = value;
        await PutAsync($"/clients/{client}/protocol-mappers/models/{changed["id"]}", changed);
    }

    private async Task ChangeAsync(string clientId, Action<JsonObject> change)
    {
        var client = JsonNode.Parse((await ReadAsync($"/clients?clientId={clientId}")).EnumerateArray().Single().GetRawText())!.AsObject();
        change(client);
        await PutAsync($"/clients/{client["id"]}", client);
    }

    private async Task<string> IdOfAsync(string clientId) => (await ReadAsync($"/clients?clientId={clientId}")).EnumerateArray().Single().GetProperty("id").GetString()!;

    private Task<JsonElement> ReadAsync(string path) => keycloak.AdministerAsync(HttpMethod.Get, $"/{Name}{path}");

    private async Task PostAsync(string path, object body) => await keycloak.AdministerAsync(HttpMethod.Post, $"/{Name}{path}", body);

    private async Task PutAsync(string path, object body) => await keycloak.AdministerAsync(HttpMethod.Put, $"/{Name}{path}", body);
}
