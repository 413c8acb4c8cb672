using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A realm of its own with the people, groups and login flow of the shipped one, and nothing that rules could read: no client, no mapper, no role, no declared attribute.</summary>
internal sealed partial class BareRealm(Keycloak keycloak, string name)
{
    /// <summary>Keycloak derives its issuer from the address that it is asked at.</summary>
    public Uri Url { get; } = new(keycloak.Server, $"realms/{name}");

    public async Task CreateAsync()
    {
        var shipped = Placeholder().Replace(await File.ReadAllTextAsync(Path.Combine(Installation.Root, "mapper-config", "keycloak", "realm.json")), "${value}");
        var realm = JsonNode.Parse(shipped)!.AsObject();
        realm["realm"] = name;
        foreach (var member in (string[])["clients", "clientScopeMappings", "roles", "components", "attributes"])
        {
            realm.Remove(member);
        }

        foreach (var user in realm["users"]!.AsArray())
        {
            user!.AsObject().Remove("id");
            user.AsObject().Remove("clientRoles");
        }

        using var _ = await keycloak.AdminAsync(HttpMethod.Post, new Uri(keycloak.Server, "admin/realms"), realm);
    }

    /// <returns>How many things the import has made, and how many it passed over.</returns>
    public async Task<(int Added, int Skipped)> ImportAsync(JsonNode document)
    {
        using var answer = await keycloak.AdminAsync(HttpMethod.Post, Admin("partialImport"), document);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (result.GetProperty("added").GetInt32(), result.GetProperty("skipped").GetInt32());
    }

    public async Task DeclareProfileAsync(JsonNode profile)
    {
        using var _ = await keycloak.AdminAsync(HttpMethod.Put, Admin("users/profile"), profile);
    }

    public async Task GiveRoleAsync(string user, string client, string role)
    {
        var (userId, clientId) = (await IdAsync($"users?exact=true&username={user}"), await IdAsync($"clients?clientId={client}"));
        var found = await ReadAsync($"clients/{clientId}/roles/{role}");
        using var _ = await keycloak.AdminAsync(HttpMethod.Post, Admin($"users/{userId}/role-mappings/clients/{clientId}"), new[] { found });
    }

    /// <summary>Makes a client scope, and gives it to every login at a client.</summary>
    public async Task GiveScopeAsync(string client, JsonNode scope)
    {
        using var made = await keycloak.AdminAsync(HttpMethod.Post, Admin("client-scopes"), scope);
        var id = made.Headers.Location!.Segments[^1];
        using var _ = await keycloak.AdminAsync(HttpMethod.Put, Admin($"clients/{await IdAsync($"clients?clientId={client}")}/default-client-scopes/{id}"));
    }

    /// <summary>The gateway tries a realm's keys in the order of their priority and gives up at the first that does not fit: one for encryption must not come first.</summary>
    public async Task PutSigningKeyFirstAsync()
    {
        var keys = await ReadAsync("components?type=org.keycloak.keys.KeyProvider");
        var key = JsonNode.Parse(keys.EnumerateArray().Single(key => key.GetProperty("providerId").GetString() == "rsa-generated").GetRawText())!;
        key["config"]!["priority"] = new JsonArray("200");
        using var _ = await keycloak.AdminAsync(HttpMethod.Put, Admin($"components/{key["id"]}"), key);
    }

    /// <returns>The access token of a machine that logs in as itself, with the secret that Keycloak made for it.</returns>
    public async Task<string> LogInMachineAsync(string client)
    {
        var secret = await ReadAsync($"clients/{await IdAsync($"clients?clientId={client}")}/client-secret");
        return await Keycloak.LogInMachineAsync(Url, client, secret.GetProperty("value").GetString()!);
    }

    /// <returns>All that the console's Partial export gives, and the user profile, as lines in one order whatever order Keycloak has for lists.</returns>
    public async Task<IReadOnlyList<string>> StateAsync()
    {
        using var export = await keycloak.AdminAsync(HttpMethod.Post, Admin("partial-export?exportClients=true&exportGroupsAndRoles=true"));
        return [.. Lines("", await export.Content.ReadFromJsonAsync<JsonElement>()).Concat(Lines("profile", await ProfileAsync())).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Lines(string path, JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Lines($"{path}/{member.Name}", member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(item => Lines($"{path}/*", item)),
        _ => [$"{path} {node}"],
    };

    public Task<JsonElement> ProfileAsync() => ReadAsync("users/profile");

    private async Task<string> IdAsync(string query) => (await ReadAsync(query)).EnumerateArray().Single().GetProperty("id").GetString()!;

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await keycloak.AdminAsync(HttpMethod.Get, Admin(path));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Uri Admin(string path) => new(keycloak.Server, $"admin/realms/{name}/{path}");

    /// <summary>Filled from the environment by an import at start, and by nobody here.</summary>
    [GeneratedRegex(@"\$\{[A-Z_]+:(?<value>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
