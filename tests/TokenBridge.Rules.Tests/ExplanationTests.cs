using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class ExplanationTests
{
    private static readonly RuleSet Rules = Compile("""
        version: 1
        claims: { department: /department }
        rules:
          - id: team
            description: Teams
            when: { group: "/ml/{team}", claims: { department: [research, platform] } }
            grant: { name: "ds-{team}", role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { department: "{department}" } }
          - { id: prod, when: { group: "/leads/{team}" }, require: { max_auth_age: 15m }, grant: { role: "arn:aws:iam::999900001111:role/prod-{team}" } }
          - { id: out, when: { group: /contractors/** }, deny: { roles: "arn:aws:iam::999900001111:role/*", reason: No. } }
          - { id: tagged, when: { not: { group: /plain } }, grant: { role: "arn:aws:iam::111122223333:role/tagged-{department}" } }
          - { id: member, when: { group: "/members/{team}" }, grant: { role: "arn:aws:iam::999900001111:role/member-{team}" } }
        """);

    [Fact]
    public void Every_test_is_told_with_what_was_expected_and_what_came()
    {
        var team = Explain("{\"department\": \"sales\"}", "/ml/vision").Rules[0];

        (team.RuleId, team.Description, team.Truth, team.Denies, team.At.Line).ShouldBe(("team", "Teams", Truth.False, false, 4));
        team.When.Parts.Select(part => (part.Kind, part.Expected, part.Actual, part.Truth)).ShouldBe(
        [
            ("group", "'/ml/{team}'", "'/ml/vision'", Truth.True),
            ("claims.department", "'research' or 'platform'", "'sales'", Truth.False),
        ]);
        team.When.Parts[0].Bindings.ShouldHaveSingleItem()["team"].ShouldBe("vision");
        team.Remedy.ShouldBe("have the claim department: 'research' or 'platform'");
        team.Grants.ShouldBeEmpty();
    }

    [Fact]
    public void What_only_looks_like_the_value_that_is_wanted_is_told_with_its_code_points()
    {
        Explain("{\"department\": \"rese\u0430rch\"}", "/ml/vision").Rules[0].When.Parts[1].Actual
            .ShouldBe("'rese\u0430rch'. They look alike: U+0430 stands where U+0061 belongs.");
        Explain("{}", "/pl\u0430in").Rules[3].When.Parts[0].Parts[0].Parts[0].Actual.ShouldEndWith("They look alike: U+0430 stands where U+0061 belongs.");
    }

    [Fact]
    public void A_grant_is_told_with_its_captures_and_everything_rendered()
    {
        var grant = Explain("{\"department\": \"research\"}", "/ml/vision").Rules[0].Grants.ShouldHaveSingleItem();

        grant.Captures["team"].ShouldBe("vision");
        grant.Granted!.Role.Name.ShouldBe("ds-vision");
        (grant.Refused, grant.Remedy).ShouldBe((null, null));
    }

    [Fact]
    public void The_one_change_that_turns_a_refusal_is_named()
    {
        Remedy("{}", 1, "/leads/a").ShouldBe("log in again with max_age=900");
        Remedy("{}", 1, "/leads/a", "/contractors/acme").ShouldBeNull("without the group the login would still be too old");
        Remedy("{}", 4, "/members/a", "/contractors/acme").ShouldBe("leave every group that matches '/contractors/**'");
        Remedy("{}", 3, "/leads/a").ShouldBe("have a value for 'department' (/department of the token), or give it a default in the rules");
        Remedy("{\"department\": \"a/b\"}", 3).ShouldBe("have another value for 'department' (/department of the token)");
        Remedy("{}", 3, "/contractors/a").ShouldBeNull("which role it would be is open, and some are denied");
        Explain("{}", "/plain").Rules[3].Remedy.ShouldBe("leave every group that matches '/plain'");
        Explain("{}").Rules[0].Remedy.ShouldBeNull("two changes would be needed");
    }

    [Theory]
    [InlineData("{ group: /a }", "", "{}", "have a value for 'x' (/x of the token), or give it a default in the rules")]
    [InlineData("{ group: /a }", "", "{\"x\": [1]}", "have another value for 'x' (/x of the token)")]
    [InlineData("{ group: /a }", ", y: \"{y}\"", "{}", null)] // two are missing
    [InlineData("{ group: /a }", ", y: \"{y}\"", "{\"y\": \"b\"}", "have a value for 'x' (/x of the token), or give it a default in the rules")]
    [InlineData("{ group: /a, claims: { x: { exists: false } } }", "", "{}", null)] // with a value the rule does not hold
    [InlineData("{ group: /a, claims: { x: \"!\" } }", "", "{\"x\": \"!\"}", null)] // with another value neither
    public void A_change_of_a_value_is_named_only_where_it_alone_would_do(string when, string tag, string claims, string? remedy)
    {
        var rules = Compile($$"""
            version: 1
            claims: { x: /x, y: /y }
            rules: [{ id: r, when: {{when}}, grant: { role: "{{Role}}", tags: { x: "{x}"{{tag}} } } }]
            """);

        RuleSetExplanation.Of(rules, Caller(claims, "/a"), Request, null).Rules[0].Grants.ShouldHaveSingleItem().Remedy.ShouldBe(remedy);
    }

    [Fact]
    public void A_value_in_the_way_of_a_login_in_the_way_is_not_named_alone()
    {
        var rules = Compile($$"""
            version: 1
            claims: { x: /x }
            rules: [{ id: r, when: { group: /a }, require: { acr: gold }, grant: { role: "{{Role}}", tags: { x: "{x}" } } }]
            """);

        RuleSetExplanation.Of(rules, Caller("{}", "/a"), Request, null).Rules[0].Grants.ShouldHaveSingleItem().Remedy.ShouldBeNull();
    }

    [Theory]
    [InlineData("{ claims: { x: { exists: true } } }", "{}", "have the claim x")]
    [InlineData("{ group: /a, claims: { x: { exists: false } } }", "{\"x\": 1}", "have no claim x")]
    [InlineData("{ claims: { x: { at_least: 3 } } }", "{}", "have the claim x: at_least 3")]
    [InlineData("{ claims: { x: { not: b } } }", "{\"x\": \"b\"}", "have another value for the claim x than 'b'")]
    public void A_change_of_a_claim_reads_as_a_sentence(string when, string claims, string remedy)
    {
        var rules = Compile($"version: 1\nclaims: {{ x: /x }}\nrules: [{{ id: r, when: {when}, grant: {{ role: \"{Role}\" }} }}]\n");

        RuleSetExplanation.Of(rules, Caller(claims, "/a"), Request, null).Rules[0].Remedy.ShouldBe(remedy);
    }

    [Fact]
    public void The_decision_is_the_one_that_a_request_would_get()
    {
        var explanation = RuleSetExplanation.Of(Rules, Caller("{\"department\": \"research\"}", "/ml/vision"), Request, "ds-vision");

        explanation.Decision.Granted().Name.ShouldBe("ds-vision");
        explanation.Evaluation.Eligible.Count.ShouldBe(2);
    }

    [Fact]
    public void Long_values_are_cut() =>
        Explain($"{{\"department\": \"{new string('x', 10_000)}\"}}", [.. Enumerable.Range(0, 500).Select(index => $"/ml/g{index}")]).Rules[0].When.Parts
            .ShouldAllBe(part => part.Actual.Length < 2_500 && part.Bindings.Count <= 20);

    [Theory]
    [InlineData("ds-vision", "team", "vision")]
    [InlineData("arn:aws:iam::111122223333:role/ds-vision", "team", "vision")]
    [InlineData("team", "team", null)]
    public void Who_gets_a_role_is_read_from_the_rules(string wanted, string rule, string? team)
    {
        var route = RoleReach.Of(Rules, wanted).Routes.Where(route => route.RuleId == rule).ShouldHaveSingleItem();

        (route.Name, route.Role).ShouldBe(("ds-{team}", "arn:aws:iam::111122223333:role/ds-{team}"));
        route.Captures.GetValueOrDefault("team").ShouldBe(team);
        route.When.Parts.Select(part => (part.Kind, part.Expected)).ShouldBe([("group", "'/ml/{team}'"), ("claims.department", "'research' or 'platform'")]);
    }

    [Fact]
    public void Who_names_the_denies_that_cut_a_role()
    {
        var reach = RoleReach.Of(Rules, "arn:aws:iam::999900001111:role/prod-vision");

        reach.Routes.ShouldHaveSingleItem().RuleId.ShouldBe("prod");
        reach.Routes[0].Require!.MaxAgeSeconds.ShouldBe(900);
        var cut = reach.Cuts.ShouldHaveSingleItem();
        (cut.RuleId, cut.Reason).ShouldBe(("out", "No."));
        cut.Routes.ShouldBe(["prod"]);
        RoleReach.Of(Rules, "ds-vision").Cuts.ShouldBeEmpty();
        RoleReach.Of(Rules, "prod:vision").Cuts.ShouldHaveSingleItem();
        RoleReach.Of(Rules, "arn:aws:iam::999900001111:*").Routes.Count.ShouldBe(2);
        RoleReach.Of(Rules, "arn:aws:iam::111122223333:role/other").Routes.ShouldBeEmpty();
        RoleReach.Of(Rules, "*").Routes.Count.ShouldBe(4);
    }

    private static RuleSetExplanation Explain(string claims, params string[] groups) => RuleSetExplanation.Of(Rules, Caller(claims, groups), Request, null);

    private static string? Remedy(string claims, int rule, params string[] groups) => Explain(claims, groups).Rules[rule].Grants.ShouldHaveSingleItem().Remedy;
}
