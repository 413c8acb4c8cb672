using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Realm.Findings;

namespace TokenBridge.Rules.Tests.Provisioning.Realm;

public sealed class RealmReviewTests
{
    /// <summary>What is odd in the shipped realm, and said in its own comments or true of every Keycloak of its age.</summary>
    private static readonly string[] Known =
    [
        "password-grant client notebook",
        "impersonation-unmarked client notebook",
        "offline-endless client notebook",
    ];

    public static TheoryData<int> Plantings => [.. Enumerable.Range(0, PlantedMistakes.All.Count)];

    [Fact]
    public void The_shipped_realm_fits_the_shipped_rules() => Say(PlantedRealm.Review(static _ => { })).ShouldBe(Known);

    [Theory]
    [MemberData(nameof(Plantings))]
    public void A_planted_mistake_is_found_where_it_is(int planting)
    {
        var (code, where, plant) = PlantedMistakes.All[planting];

        var findings = PlantedRealm.Review(plant, needs: code.StartsWith("organizations-", StringComparison.Ordinal) ? PlantedRealm.NeedsOfOrganizations : null);

        Say(findings).ShouldContain($"{code} {where}");
        findings.Select(finding => finding.Text).ShouldAllBe(text => text.Length > 0);
    }

    [Fact]
    public void There_is_a_planting_for_everything_that_can_be_found() =>
        PlantedMistakes.All.Select(planted => planted.Code).Distinct().ShouldBe(RealmFindingKinds.All.Select(kind => kind.Code));

    /// <summary>Each alone, so that nothing is found because of another.</summary>
    [Theory]
    [InlineData("group-name-tilde")]
    [InlineData("claim-is-single")]
    [InlineData("attribute-undeclared")]
    [InlineData("full-scope")]
    [InlineData("session-long")]
    [InlineData("plain-http")]
    public void A_planted_mistake_is_all_that_is_found(string code)
    {
        var (_, where, plant) = PlantedMistakes.All.First(planted => planted.Code == code);

        Say(PlantedRealm.Review(plant)).Except(Known).ShouldBe([$"{code} {where}"]);
    }

    /// <summary>Keycloak's own scope organization will do, which every client may ask for; who asks for none in the rules hears nothing of them.</summary>
    [Fact]
    public void Organizations_fit_where_they_are_switched_on_and_Keycloaks_own_scope_is_there()
    {
        Say(PlantedRealm.Review(PlantedMistakes.WithOrganizations, needs: PlantedRealm.NeedsOfOrganizations)).ShouldBe(Known);
        Say(PlantedRealm.Review(realm => realm.Client("notebook").AddMapper("oidc-hardcoded-claim-mapper", ("claim.name", "organization"), ("claim.value", "acme")))).ShouldBe(Known);
    }

    [Fact]
    public void Of_clients_that_the_service_refuses_nothing_is_said()
    {
        var service = PlantedRealm.Service with { Clients = ["nightly-training"] };

        Say(PlantedRealm.Review(realm => realm.Client("notebook")["fullScopeAllowed"] = true, service)).ShouldNotContain(finding => finding.Contains("client notebook"));
    }

    [Fact]
    public void Without_a_list_of_clients_every_one_that_reaches_the_audience_is_looked_at() =>
        Say(PlantedRealm.Review(
            realm => realm["clients"]!.AsArray().Add(JsonNode.Parse("""
                {"clientId": "intranet", "fullScopeAllowed": true, "directAccessGrantsEnabled": false, "protocolMappers": [
                  {"name": "aud", "protocolMapper": "oidc-audience-mapper", "config": {"included.custom.audience": "tokenbridge", "access.token.claim": "true"}}]}
                """)),
            PlantedRealm.Service with { Clients = null })).ShouldContain("full-scope client intranet");

    [Fact]
    public void Impersonation_counts_as_marked_by_a_mapper_or_by_a_newer_Keycloak()
    {
        PlantedRealm.Review(realm => realm["keycloakVersion"] = "26.8.1").ShouldNotContain(finding => finding.Kind == RealmFindingKinds.ImpersonationUnmarked);
        PlantedRealm.Review(realm => realm.Client("notebook").AddMapper("oidc-usersessionmodel-note-mapper", ("user.session.note", "IMPERSONATOR_ID"), ("claim.name", "impersonator")))
            .ShouldNotContain(finding => finding.Kind == RealmFindingKinds.ImpersonationUnmarked);
    }

    [Fact]
    public void A_mapper_that_writes_no_access_token_is_no_mapper()
    {
        var findings = PlantedRealm.Review(realm => realm.Client("notebook").Mapper("department")["config"]!["access.token.claim"] = "false");

        Say(findings).ShouldContain("claim-missing claim department");
    }

    [Fact]
    public void The_realm_wide_default_scopes_hold_for_a_client_that_names_none()
    {
        var findings = PlantedRealm.Review(realm => realm["defaultDefaultClientScopes"] = new JsonArray("roles", "profile", "acr"));

        Say(findings).ShouldContain("subject-missing client notebook");
    }

    private static IEnumerable<string> Say(IEnumerable<RealmFinding> findings) => findings.Select(finding => $"{finding.Kind.Code} {finding.Where}");
}
