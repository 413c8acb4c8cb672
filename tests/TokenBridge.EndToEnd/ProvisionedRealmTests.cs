using System.Net;
using System.Text.Json.Nodes;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>A realm that knew nothing of TokenBridge, and what <c>provision keycloak</c> writes from the shipped rules, on a real Keycloak.</summary>
public sealed class ProvisionedRealmTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndFact]
    public Task Every_shipped_rule_decides_in_an_empty_realm_after_the_import() => ProveAsync(async () =>
    {
        var realm = new BareRealm(Parts.Keycloak, "bare");
        await realm.CreateAsync();
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Installation.Root, "mapper-config", "keycloak", "partial-import.json")))!;

        (await realm.ImportAsync(document)).ShouldBe((6, 0));
        (await realm.ImportAsync(document)).Added.ShouldBe(0);
        await realm.DeclareProfileAsync(document["userProfile"]!.DeepClone());
        await realm.GiveRoleAsync("grace", "warehouse", "analyst");

        var service = await Parts.StartSecondAsync(
            "provisioned", ("Issuers:research:Issuer", $"{realm.Url}"), ("Rules:Path", Installation.ShippedRules), ("Issuers:research:Clients:1", "nightly-training"), ("TrustedProxies:0", "127.0.0.1"));
        foreach (var (user, rules) in (IEnumerable<(string, string[])>)
        [
            ("alice", ["team-scientists"]),
            ("bob", ["contractors-stay-out-of-production"]),
            ("carol", ["platform-admins"]),
            ("dave", []),
            ("erin", ["team-scientists"]),
            ("grace", ["department-analysts"]),
            ("ivan", ["people-on-leave"]),
        ])
        {
            (await service.RulesMetAsync(await new KeycloakBrowser(realm.Url, user).LogInAsync())).ShouldBe(rules, user);
        }

        var (_, alice) = await service.AskAsync("/v1/roles", await new KeycloakBrowser(realm.Url, "alice").LogInAsync());
        alice.GetProperty("roles").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("ds-vision");
        (await service.RulesMetAsync(await realm.LogInMachineAsync("nightly-training"), forwardedFor: "10.20.3.4")).ShouldBe(["nightly-training"]);
        await StepUpAsync(service, realm);
        Say("ALLOW  an empty realm after the import of what provision keycloak writes: every shipped rule is met by the one whom it is for");
    });

    private static async Task StepUpAsync(TokenBridgeProcess service, BareRealm realm)
    {
        var lead = new KeycloakBrowser(realm.Url, "heidi");
        var (status, refusal) = await service.AskAsync("/v1/credentials/prod-vision", await lead.LogInAsync());
        (status, refusal.GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.Unauthorized, "step_up_required"));

        (await service.RulesMetAsync(await lead.LogInAsync("&acr_values=gold&max_age=900"))).Order(StringComparer.Ordinal).ShouldBe(["break-glass", "production-leads"]);
        lead.Forms.ShouldBe(["password", "code"]);
    }
}
