using System.Net;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>The shipped rules and the shipped realm fit each other, on a real Keycloak.</summary>
public sealed class ShippedRealmTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndFact]
    public Task Every_shipped_rule_is_met_by_somebody_and_a_lead_steps_up() => ProveAsync(async () =>
    {
        var service = await Parts.StartSecondAsync(
            "shipped-rules", ("Rules:Path", Installation.ShippedRules), ("Issuers:research:Clients:1", "nightly-training"), ("TrustedProxies:0", "127.0.0.1"));
        List<string> met = [];
        foreach (var user in (string[])["alice", "bob", "carol", "grace", "ivan"])
        {
            met.AddRange(await service.RulesMetAsync(await Parts.Keycloak.LogInAsync(user)));
        }

        var lead = new KeycloakBrowser(Parts.Keycloak.Realm, "heidi");
        var weak = await lead.LogInAsync();
        var (status, refusal) = await service.AskAsync("/v1/credentials/prod-vision", weak);
        (status, refusal.GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.Unauthorized, "step_up_required"));
        refusal.GetProperty("message").GetString()!.ShouldContain("acr_values=gold");

        var strong = await lead.LogInAsync("&acr_values=gold&max_age=900");
        lead.Forms.ShouldBe(["password", "code"]);
        met.AddRange(await service.RulesMetAsync(strong));
        var (_, had) = await service.AskAsync("/v1/roles", strong);
        had.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()).Order().ShouldBe(["break-glass", "prod-vision"]);
        Say("ALLOW  heidi after stepping up: prod-vision, break-glass; before: step_up_required");

        met.AddRange(await service.RulesMetAsync(await Parts.Keycloak.LogInMachineAsync("nightly-training"), forwardedFor: "10.20.3.4"));
        met.Distinct().Order(StringComparer.Ordinal).ShouldBe(await RuleIdsAsync());
    });

    [EndToEndFact]
    public Task Nobody_sets_up_a_code_in_passing_to_be_gold() => ProveAsync(async () =>
    {
        var browser = new KeycloakBrowser(Parts.Keycloak.Realm, "alice");

        var claims = JwtPart.Payload(await browser.LogInAsync("&acr_values=gold"));

        browser.Forms.ShouldBe(["password"]);
        claims.GetProperty("acr").GetString().ShouldBe("1");
    });

    private static async Task<IReadOnlyList<string>> RuleIdsAsync() =>
        [.. (await File.ReadAllLinesAsync(Installation.ShippedRules)).Where(line => line.StartsWith("  - id: ", StringComparison.Ordinal)).Select(line => line["  - id: ".Length..]).Order(StringComparer.Ordinal)];
}
