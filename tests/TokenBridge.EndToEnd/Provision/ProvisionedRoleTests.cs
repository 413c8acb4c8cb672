using System.Net;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>Roles of Ceph's object gateway, made from what <c>provision aws</c> writes, and the sessions that they give and refuse.</summary>
public sealed class ProvisionedRoleTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Role = "provisioned-vision";

    private const string Rules = """
        version: 1
        claims: { user: /preferred_username, department: /department }
        defaults: { session_name: "tb-{user}", source_identity: "s-{sub}", tags: { department: "{department}" }, transitive_tags: [department] }
        rules:

        """;

    private static readonly string Folder = Path.Combine(Installation.RunFolder, "provisioned");

    /// <param name="Name">Of its rule.</param>
    /// <param name="Role">Its name; a template.</param>
    /// <param name="Tags">Beside the department.</param>
    private sealed record Granted(string Name, string Role, string Tags);

    private static readonly Granted Exact = new("exact", Role, "team: \"{team}\"");

    [EndToEndFact]
    public Task A_role_made_from_the_rules_gives_what_they_render_and_refuses_everything_beside_it() => ProveAsync(async () =>
    {
        (await MakeAsync(Role, trust => GatewayTrust.Of(trust))).ShouldBeNull();
        var token = await Parts.Keycloak.LogInAsync("alice");
        await using (var exact = await StartAsync("provisioned-exact", "sts.amazonaws.com", Exact))
        {
            await ReadsAsync(exact, token, "research/greeting.txt", isAllowed: true);
            await ReadsAsync(exact, token, "external/greeting.txt", isAllowed: false);
        }

        Granted[] slips =
        [
            Exact with { Name = "one-tag-more", Tags = Exact.Tags + ", extra: x" },
            Exact with { Name = "one-tag-less", Tags = "" },
            Exact with { Name = "a-key-in-another-case", Tags = "Team: \"{team}\"" },
            Exact with { Name = "another-value", Tags = "team: speech" },
        ];
        await using (var wrong = await StartAsync("provisioned-slips", "sts.amazonaws.com", slips))
        {
            foreach (var slip in slips)
            {
                await IsRefusedAsync(wrong, slip.Name, token);
            }
        }

        await using var other = await StartAsync("provisioned-audience", "other", Exact with { Name = "another-audience" });
        await IsRefusedAsync(other, "another-audience", token);
    });

    [EndToEndFact]
    public Task What_the_gateway_does_not_know_is_what_the_guide_says() => ProveAsync(async () =>
    {
        var made = new List<Granted>();
        foreach (var part in GatewayTrust.Parts)
        {
            var grant = Exact with { Name = $"keeps-{part.Replace(':', '-').Replace('_', '-').ToLowerInvariant()}", Role = $"keeps-{made.Count}" };
            if (await MakeAsync(grant.Role, trust => GatewayTrust.Of(trust, part)) is { } failure)
            {
                (part, failure.Contains("CreateRole", StringComparison.Ordinal)).ShouldBe(("sts:SetSourceIdentity", true));
                continue;
            }

            made.Add(grant);
        }

        made.Count.ShouldBe(GatewayTrust.Parts.Count - 1);
        var token = await Parts.Keycloak.LogInAsync("alice");
        await using var service = await StartAsync("provisioned-keeps", "sts.amazonaws.com", [.. made]);
        foreach (var grant in made)
        {
            await IsRefusedAsync(service, grant.Name, token);
        }
    });

    /// <returns>Why the gateway refuses the role; null where it is made.</returns>
    private async Task<string?> MakeAsync(string role, Func<JsonNode, JsonObject> change)
    {
        var file = Path.Combine(Folder, $"{role}.json");
        var trust = await TrustAsync();
        await File.WriteAllTextAsync(file, new JsonObject { [role] = change(trust) }.ToJsonString());
        var said = await Parts.Gateway.MakeRolesAsync(file);
        return said.ExitCode == 0 ? null : said.Error;
    }

    /// <summary>By the command, as an operator has it.</summary>
    private async Task<JsonNode> TrustAsync()
    {
        var settings = Path.Combine(Directory.CreateDirectory(Folder).FullName, "settings.json");
        await File.WriteAllTextAsync(settings, new JsonObject
        {
            ["TokenBridge"] = new JsonObject
            {
                ["Sts"] = new JsonObject { ["Strategy"] = "WebIdentity" },
                ["WebIdentity"] = new JsonObject { ["Issuer"] = Parts.Service.Url.GetLeftPart(UriPartial.Authority), ["Audience"] = "sts.amazonaws.com" },
            },
        }.ToJsonString());
        var rules = RulesFile("provisioned", Exact with { Role = "provisioned-{team}" });
        var said = await Command.RunAsync(Installation.Command, ["provision", "aws", rules, "--settings", settings, "--values", "team=vision", "--format", "json"]);
        return JsonNode.Parse(said.OrThrow("provision aws"))!["roles"]!.AsArray().ShouldHaveSingleItem()!["trust_policy"]!;
    }

    private Task<TokenBridgeProcess> StartAsync(string name, string audience, params Granted[] grants) =>
        Parts.StartSecondAsync(name, ("Rules:Path", RulesFile(name, grants)), ("WebIdentity:Audience", audience));

    private static string RulesFile(string name, params Granted[] grants)
    {
        var file = Path.Combine(Directory.CreateDirectory(Folder).FullName, $"{name}.yaml");
        File.WriteAllText(file, Rules + string.Concat(grants.Select(grant =>
            $$"""  - { id: {{grant.Name}}, when: { group: "/ml/{team}/scientists" }, grant: { name: {{grant.Name}}, role: "arn:aws:iam:::role/{{grant.Role}}", tags: { {{grant.Tags}} } } }""" + "\n")));
        return file;
    }

    private async Task ReadsAsync(TokenBridgeProcess service, string token, string key, bool isAllowed)
    {
        var read = await AwsClients.DebianBoto3.ReadAsync(WayIn.Container, service.Url, token, Parts.Gateway.Endpoint, key);

        (read.ExitCode == 0).ShouldBe(isAllowed, read.Error);
        Say($"{(isAllowed ? "ALLOW " : "DENY  ")} alice in a role whose trust policy provision aws wrote: {key}");
    }

    private async Task IsRefusedAsync(TokenBridgeProcess service, string role, string token)
    {
        var (status, body) = await service.AskAsync($"/v1/credentials/{role}", $"Bearer {token}");

        (status, body.GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.Forbidden, "sts_refused"), role);
        Say($"REFUSE alice in a role whose trust policy provision aws wrote: {role} (by the gateway)");
    }
}
