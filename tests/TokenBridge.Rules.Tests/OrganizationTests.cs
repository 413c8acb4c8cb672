using System.Text;
using System.Text.Json;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Keycloak's organizations: a list of aliases, or an object whose member names they are. Anything else decides nothing.</summary>
public sealed class OrganizationTests
{
    private const string Tenants = """
        version: 1
        claims: { tier: /organization/acme/tier }
        rules:
          - id: analysts
            when: { organization: "{org}" }
            grant: { name: "{org}", role: "arn:aws:iam::111122223333:role/{org}-analyst", tags: { organization: "{org}" } }
        """;

    public static TheoryData<string> Flawed => new(
        "\"acme\"", "\"\"", "7", "true", "1e3", "[\"acme\", 7]", "[\"acme\", null]", "[[\"acme\"]]", "[{\"alias\": \"acme\"}]", "[\"acme\", \"\"]", "[\"acme\", \"a/b\"]", "[\"/acme\"]",
        "{\"acme\": null}", "{\"acme\": \"gold\"}", "{\"acme\": [\"gold\"]}", "{\"acme\": {}, \"blue\": 1}", "{\"acme\": {}, \"\": {}}", "{\"acme/eu\": {}}");

    [Theory]
    [InlineData("acme", "[\"acme\"]", true)]
    [InlineData("acme", "[\"blue\", \"acme\", \"acme\"]", true)]
    [InlineData("acme", "{\"acme\": {}}", true)]
    [InlineData("acme", "{\"Ärzte\": {\"id\": \"3\"}, \"acme\": {\"id\": \"1\", \"tier\": [\"gold\"], \"groups\": [\"/a\"]}}", true)]
    [InlineData("acme", "[\"ACME\"]", false)]
    [InlineData("acme", "[\"acme-eu\"]", false)]
    [InlineData("acme", "{\"blue\": {\"id\": \"acme\", \"acme\": {}}}", false)]
    [InlineData("acme", "[]", false)]
    [InlineData("acme", "{}", false)]
    [InlineData("acme", "null", false)]
    [InlineData("\"*\"", "[\"t~s\"]", true)]
    [InlineData("\"*\"", "[]", false)]
    [InlineData("[blue.corp, \"Ärzte\"]", "[\"Ärzte\"]", true)]
    [InlineData("\"team-{t}\"", "[\"team-a\"]", true)]
    [InlineData("\"team-{t}\"", "[\"team-\"]", false)]
    [InlineData("\"{a:digits}-{t}\"", "[\"12-x\"]", true)]
    [InlineData("\"{a:digits}-{t}\"", "[\"x-12\"]", false)]
    public void An_organization_is_its_alias_whole_and_as_written(string pattern, string claim, bool holds) =>
        When($"{{ organization: {pattern} }}").Grants(With(claim)).ShouldBe(holds);

    [Theory]
    [InlineData("[\"acme\", \"blue.corp\", \"acme\"]")]
    [InlineData("{\"blue.corp\": {\"id\": \"2\"}, \"acme\": {\"id\": \"1\"}}")]
    public void One_rule_serves_every_organization_and_whoever_is_in_two_has_two_grants(string claim)
    {
        var grants = Compile(Tenants).Evaluate(With(claim)).Eligible;

        grants.Select(grant => grant.Name).ShouldBe(["acme", "blue.corp"]);
        grants.Select(grant => grant.Tags.Single().Value).ShouldBe(["acme", "blue.corp"]);
    }

    [Theory]
    [MemberData(nameof(Flawed))]
    public void A_claim_that_is_no_list_of_aliases_and_no_object_of_organizations_grants_nothing_and_is_denied(string claim)
    {
        Compile(Tenants).Grants(With(claim)).ShouldBeFalse();
        When("{ organization: acme }").Grants(With(claim)).ShouldBeFalse();
        When("{ not: { organization: blue } }").Grants(With(claim)).ShouldBeFalse("nobody knows that it is not blue");
        When("{ not: { organization: \"*\" } }").Grants(With(claim)).ShouldBeFalse();
        DenyWhen("{ organization: blue }").Grants(With(claim)).ShouldBeFalse("it may be blue");
        DenyWhen("{ not: { organization: acme } }").Grants(With(claim)).ShouldBeFalse();
        DenyWhen("{ group: /a, organization: blue }").Grants(With(claim)).ShouldBeTrue("no group, so no deny, whatever the organization");
    }

    [Theory]
    [MemberData(nameof(Flawed))]
    public void A_claim_that_cannot_be_judged_does_no_harm_where_no_rule_asks_for_organizations(string claim)
    {
        When("{ group: /a }").Grants(With(claim, "/a")).ShouldBeTrue();
        DenyWhen("{ group: /b }").Grants(With(claim, "/a")).ShouldBeTrue();
    }

    /// <summary>Which value an organization would have filled in is unknown too: any that another test asks for may have been it.</summary>
    [Theory]
    [InlineData("{ organization: \"{t}\", group: \"/b/{t}\" }")]
    [InlineData("{ all: [{ any: [{ organization: \"{t}\" }, { group: \"/a/{t}\" }] }, { group: \"/b/{t}\" }] }")]
    [InlineData("{ all: [{ group: \"/b/{t}\" }, { any: [{ group: \"/a/{t}\" }, { organization: \"{t}\" }] }] }")]
    [InlineData("{ all: [{ any: [{ group: \"/b/{t}\" }, { any: [{ organization: \"{t}\" }, { group: \"/a/{t}\" }] }] }, { group: \"/b/{t}\" }] }")]
    public void A_deny_that_joins_an_organization_with_something_else_does_not_fail_open(string when)
    {
        DenyWhen(when).Grants(With("\"y\"", "/a/x", "/b/y")).ShouldBeFalse();
        DenyWhen(when.Replace("{t}", "{t:digits}", StringComparison.Ordinal)).Grants(With("\"y\"", "/a/1", "/b/2")).ShouldBeFalse();
        DenyWhen("{ all: [{ organization: \"{t}\" }, { group: \"/a/{t}\" }, { group: \"/b/{t}\" }] }").Grants(With("\"y\"", "/a/x", "/b/y"))
            .ShouldBeTrue("whatever the organization is, the groups do not agree");
    }

    [Fact]
    public void A_grant_that_another_way_makes_sure_is_not_lost_to_a_claim_that_cannot_be_judged()
    {
        var rules = Compile("version: 1\nrules: [{ id: r, when: { any: [{ organization: \"{t}\" }, { group: \"/a/{t}\" }] }, grant: { role: \"arn:aws:iam::111122223333:role/{t}\" } }]\n");

        rules.Evaluate(With("7", "/a/x")).Eligible.ShouldHaveSingleItem().Role.Name.ShouldBe("x");
    }

    [Fact]
    public void A_value_that_cannot_stand_in_an_arn_refuses_its_grant_alone()
    {
        var evaluation = Compile(Tenants).Evaluate(With($"[\"acme\", \"Ärzte\", \"{new string('l', 300)}\", \"a:b\", \"a*\"]"));

        evaluation.Eligible.ShouldHaveSingleItem().Name.ShouldBe("acme");
        evaluation.Refused.Count.ShouldBe(4);
        evaluation.Refused.ShouldAllBe(refused => refused.Reason == DenialReason.InvalidValue);
    }

    [Fact]
    public void More_organizations_than_a_rule_takes_give_none_of_its_grants_and_every_deny()
    {
        var many = JsonSerializer.Serialize(Enumerable.Range(0, BindingSet.Limit + 1).Select(index => $"o{index}"));

        Compile(Tenants).Grants(With(many)).ShouldBeFalse();
        DenyWhen("{ organization: o7 }").Grants(With(many)).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_is_refused_reads_what_is_wrong_with_the_claim_and_what_to_switch()
    {
        var denied = Compile(Tenants).Evaluate(With("\"acme\"")).Select(null).Denied(DenialReason.NoRuleMatches);

        denied.Message.ShouldContain("switch \"Multivalued\" on in its organization mapper");
        denied.Message.ShouldNotContain("acme");
        When("{ group: /a }").Evaluate(With("\"acme\"")).Select(null).Denied(DenialReason.NoRuleMatches).Message.ShouldNotContain("organization");
    }

    [Fact]
    public void An_explanation_shows_the_organizations_and_the_one_change()
    {
        var member = Explain("[\"blue\"]");
        (member.Expected, member.Actual).ShouldBe(("'{org}-eu'", "'blue'"));
        Remedy.ToHold(member).ShouldBe("be a member of an organization that matches '{org}-eu'");

        var unclear = Explain("7");
        unclear.Truth.ShouldBe(Truth.Undecidable);
        unclear.Actual.ShouldStartWith("cannot be judged: the claim is neither");
        Remedy.ToHold(unclear).ShouldBe(Remedy.ToFail(unclear));

        var reading = CallerReading.Of(When("{ organization: \"{org}-eu\" }"), With("[\"blue\"]")).ToBody();
        reading.Organizations.ShouldBe(["blue"]);
        CallerReading.Of(When("{ group: /a }"), With("7")).ToBody().ShouldSatisfyAllConditions(body => body.Organizations.ShouldBeNull(), body => body.Note.ShouldBeNull());
    }

    [Fact]
    public void Who_can_get_a_role_names_the_organization()
    {
        var reach = RoleReach.Of(Compile(Tenants), "arn:aws:iam::111122223333:role/acme-analyst");

        var route = reach.Routes.ShouldHaveSingleItem();
        route.Captures["org"].ShouldBe("acme");
        route.When.Parts.ShouldHaveSingleItem().Kind.ShouldBe("organization");
    }

    [Fact]
    public void An_audit_names_the_claim_once_however_it_is_read()
    {
        Compile(Tenants).DeclaredClaims.Select(place => place.Text).ShouldBe(["/organization/acme/tier", "/organization"]);
        Compile(Tenants.Replace("/organization/acme/tier", "/organization", StringComparison.Ordinal)).DeclaredClaims.Select(place => place.Text).ShouldBe(["/organization"]);
        When("{ group: /a }").DeclaredClaims.ShouldNotContain(OrganizationClaim.Place);
    }

    private static PredicateExplanation Explain(string claim) =>
        RuleSetExplanation.Of(When("{ organization: \"{org}-eu\" }"), With(claim), Request, null).Rules.ShouldHaveSingleItem().When.Parts.ShouldHaveSingleItem();

    private static CallerIdentity With(string claim, params string[] groups) => Caller(new StringBuilder("{\"organization\": ").Append(claim).Append('}').ToString(), groups);
}
