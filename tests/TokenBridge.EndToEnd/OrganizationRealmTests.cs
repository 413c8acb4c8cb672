using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Keycloak's organizations as a real Keycloak writes them by the mapper that <c>provision keycloak</c> gives it, and as rules read them.</summary>
public sealed class OrganizationRealmTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Tenants = """
        version: 1
        issuer: research
        rules:
          - id: tenants
            when: { organization: "{org}" }
            grant: { name: "{org}", role: "arn:aws:iam::111122223333:role/{org}-analyst", tags: { organization: "{org}" } }

        """;

    /// <summary>One rule looks into the claim, so that it has to be an object.</summary>
    private const string TenantsById = $$"""
        {{Tenants}}
          - id: gold
            when: { claims: { tier: gold, id: { exists: true } } }
            grant: { role: "arn:aws:iam::111122223333:role/gold" }
        claims: { tier: /organization/acme/tier, id: /organization/acme/id }
        """;

    [EndToEndFact]
    public Task A_token_lists_the_organizations_that_its_login_asks_for() => ProveAsync(async () =>
    {
        var realm = new TenantRealm(Parts.Keycloak, "tenants");
        await realm.CreateAsync(await ProvisionAsync("tenants", Tenants));
        var service = await StartAsync("tenants");

        foreach (var (user, scope, roles) in (IEnumerable<(string, string, string[])>)
        [
            ("alice", "openid organization:*", ["acme", "blue.corp"]),
            ("alice", "openid organization:blue.corp", ["blue.corp"]),
            ("alice", "openid", []),
            ("bob", "openid organization:*", ["acme"]),
            ("carol", "openid organization:*", []),
        ])
        {
            var token = await realm.LogInAsync(user, scope);

            Kind(token).ShouldBe(roles.Length == 0 ? JsonValueKind.Undefined : JsonValueKind.Array, $"{user} {scope}");
            (await RolesAsync(service, token)).ShouldBe(roles, ignoreOrder: true, $"{user} {scope}");
        }

        Say("ALLOW  a realm with two organizations: whoever belongs to one has its role, and to two has two, where the login asks for them");
    });

    [EndToEndFact]
    public Task A_token_that_tells_more_of_its_organizations_names_them_all_the_same_and_one_text_names_none() => ProveAsync(async () =>
    {
        var realm = new TenantRealm(Parts.Keycloak, "tenants-by-id");
        var provision = await ProvisionAsync("tenants-by-id", TenantsById);
        var mapper = TakeMapper(provision);
        await realm.CreateAsync(provision);
        await realm.GiveScopeAsync(mapper);
        var service = await StartAsync("tenants-by-id");

        var alice = await realm.LogInAsync("alice", "openid tokenbridge:*");
        Kind(alice).ShouldBe(JsonValueKind.Object);
        (await RolesAsync(service, alice)).ShouldBe(["acme", "blue.corp", "gold"], ignoreOrder: true);
        (await RolesAsync(service, await realm.LogInAsync("bob", "openid"))).ShouldBe(["acme", "gold"], ignoreOrder: true);
        (await RolesAsync(service, await realm.LogInAsync("alice", "openid"))).ShouldBeEmpty();
        Say("ALLOW  the same from an object with ids and attributes");

        await realm.SpoilScopeAsync();
        var spoilt = await realm.LogInAsync("alice", "openid tokenbridge:*");
        Kind(spoilt).ShouldBe(JsonValueKind.String);
        var (_, refusal) = await service.AskAsync("/v1/credentials", spoilt);
        refusal.GetProperty("reason").GetString().ShouldBe("no_rule_matches");
        refusal.GetProperty("message").GetString()!.ShouldContain("Multivalued");
        Say("DENY   alice with Multivalued off: no_rule_matches, and what to switch");
    });

    private static string RulesFile(string name) => Path.Combine(Installation.RunFolder, name, "rules.yaml");

    private static async Task<JsonNode> ProvisionAsync(string name, string rules)
    {
        Directory.CreateDirectory(Path.Combine(Installation.RunFolder, name));
        await File.WriteAllTextAsync(RulesFile(name), rules);
        return JsonNode.Parse((await Command.RunAsync(Installation.Command, ["provision", "keycloak", RulesFile(name), "--format", "json"])).OrThrow("provision keycloak"))!;
    }

    private Task<TokenBridgeProcess> StartAsync(string name) =>
        Parts.StartSecondAsync(name, ("Issuers:research:Issuer", $"{Parts.Keycloak.RealmOf(name)}"), ("Rules:Path", RulesFile(name)));

    /// <summary>The import can only put it onto clients.</summary>
    private static JsonNode TakeMapper(JsonNode provision)
    {
        JsonNode? taken = null;
        foreach (var client in provision["clients"]!.AsArray())
        {
            var mappers = client!["protocolMappers"]?.AsArray() ?? [];
            if (mappers.FirstOrDefault(mapper => $"{mapper!["name"]}" == "organizations") is { } found)
            {
                mappers.Remove(found);
                taken = found;
            }
        }

        return taken ?? throw new InvalidOperationException("no client has the mapper of organizations");
    }

    private static JsonValueKind Kind(string token) =>
        JwtPart.Payload(token).TryGetProperty("organization", out var organization) ? organization.ValueKind : JsonValueKind.Undefined;

    private static async Task<IReadOnlyList<string?>> RolesAsync(TokenBridgeProcess service, string token)
    {
        var (_, answer) = await service.AskAsync("/v1/roles", token);
        return [.. answer.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString())];
    }
}
