using TokenBridge.Rules.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetCoverageTests
{
    [Fact]
    public void Without_tests_nothing_is_reached()
    {
        var coverage = Of("");

        coverage.Missed.Count.ShouldBe(coverage.Parts.Count);
        coverage.Parts.Select(part => part.Kind).Distinct(StringComparer.Ordinal).ShouldBe(["rule", "condition", "alternative", "grant", "deny"]);
    }

    [Fact]
    public void A_caller_who_gets_a_grant_reaches_the_rule_its_grant_and_the_way_that_was_taken()
    {
        var missed = Missed("{ sub: u-1, groups: [/a], department: x }");

        missed.ShouldBe(
        [
            "r: misses group '/a' or '/b'", "r: meets group '/b' of its list", "r: misses claims.department 'x'", "r: meets client 'hub'",
            "no: meets it", "no: meets group '/out'", "no: loses a grant by it",
        ]);
    }

    [Fact]
    public void A_deny_is_reached_by_somebody_who_loses_a_grant_by_it()
    {
        Missed("{ sub: u-1, groups: [/out] }").ShouldContain("no: loses a grant by it");
        Missed("{ sub: u-1, groups: [/a, /out], department: x }").ShouldNotContain("no: loses a grant by it");
        Missed("{ sub: u-1, groups: [/a, /out], department: x }").ShouldContain("r: gets its grant");
    }

    [Fact]
    public void A_login_that_is_required_wants_a_test_of_somebody_who_lacks_it()
    {
        const string Yaml = $"version: 1\nrules: [{{ id: r, when: everyone, require: {{ acr: gold }}, grant: {{ role: \"{Role}\" }} }}]\n";

        RuleSetCoverage.Of(Compile($"{Yaml}tests: [{{ name: t, token: {{ sub: u, acr: gold }}, expect: {{ rule: r }} }}]\n")).Missed.ShouldHaveSingleItem().What.ShouldStartWith("lacks the login");
        RuleSetCoverage.Of(Compile($"{Yaml}tests: [{{ name: t, token: {{ sub: u }}, expect: {{ denied: step_up_required }} }}]\n")).Missed.ShouldHaveSingleItem().What.ShouldBe("gets its grant");
    }

    /// <summary>A list of patterns of any kind is as many alternatives, whatever stands in them; so are the values of a claim behind its map.</summary>
    [Theory]
    [InlineData("organization: [acme, \"*\"]", "organization: [acme]", "organization 'acme'", "organization '*'")]
    [InlineData("client_role: [svc/reader, { client: a/b, role: reader }]", "resource_access: { a/b: { roles: [reader] } }", "client_role '{ client: a/b, role: reader }'", "client_role 'svc/reader'")]
    [InlineData("group: [\"/aws_{a:digits}_{r}\", \"/aws-{r}-{a:digits}\"]", "groups: [/aws_111122223333_x]", "group '/aws_{a:digits}_{r}'", "group '/aws-{r}-{a:digits}'")]
    [InlineData("claims: { unit: [rnd, hr] }", "unit: \"R&D\"", "claims.unit 'rnd'", "claims.unit 'hr'")]
    public void Each_alternative_of_a_test_wants_a_caller_of_its_own(string when, string token, string reached, string missed)
    {
        var parts = RuleSetCoverage.Of(Compile($$"""
            version: 1
            claims: { unit: { from: /unit, map: { "R&D": rnd } } }
            rules: [{ id: r, when: { {{when}} }, grant: { role: "{{Role}}" } }]
            tests: [{ name: t, token: { sub: u, {{token}} }, expect: { rule: r } }]
            """)).Parts;

        parts.Where(part => part.What == $"meets {reached} of its list").ShouldHaveSingleItem().IsReached.ShouldBeTrue();
        parts.Where(part => part.What.StartsWith($"meets {missed} of its list", StringComparison.Ordinal)).ShouldHaveSingleItem().IsReached.ShouldBe(missed == "organization '*'");
    }

    private static IReadOnlyList<string> Missed(string token) =>
        [.. Of($"tests: [{{ name: t, token: {token}, expect: {{ grants: [] }} }}]\n").Missed.Select(part => $"{part.RuleId}: {part.What}")];

    private static RuleSetCoverage Of(string tests) => RuleSetCoverage.Of(Compile($$"""
        version: 1
        claims: { department: /department }
        rules:
          - { id: r, when: { group: [/a, /b], any: [{ claims: { department: x } }, { client: hub }] }, grant: { role: "{{Role}}" } }
          - { id: no, when: { group: /out }, deny: { roles: ["*"] } }
        {{tests}}
        """));
}
