using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Tests.Linting;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Values of a claim that a file declares to stand for others.</summary>
public sealed class ClaimMapTests
{
    private const string Map = "{ \"R&D\": rnd, \"Sales (EMEA)\": sales-emea, \"7\": seven, \"2.5\": half, \"true\": yes, \"\": none, a: b, b: c }";

    [Theory]
    [InlineData("\"R&D\"", "rnd")]
    [InlineData("\"Sales (EMEA)\"", "sales-emea")]
    [InlineData("\"research\"", "research")]
    [InlineData("\"r&d\"", null)] // not the value that is named, and no tag
    [InlineData("7", "seven")]
    [InlineData("\"7\"", "seven")]
    [InlineData("7.0", "seven")]
    [InlineData("2.5", "half")]
    [InlineData("3.5", null)]
    [InlineData("true", "yes")]
    [InlineData("\"\"", "none")]
    [InlineData("\"a\"", "b")] // once, not until nothing fits
    [InlineData("null", "unknown")]
    [InlineData("{}", null)]
    [InlineData("[\"R&D\"]", null)] // a list is no one value, mapped or not
    public void A_value_that_is_named_is_seen_as_the_other(string claim, string? tag) =>
        Mapped("everyone", "d: \"{d}\"").Evaluate(Caller($"{{\"d\": {claim}}}")).Eligible.Select(grant => grant.Tags[0].Value).ShouldBe(tag is null ? [] : [tag]);

    [Theory]
    [InlineData("[\"R&D\", \"x\"]", "rnd:x")]
    [InlineData("[\"a\", \"b\"]", "b:c")]
    [InlineData("[\"R&D\", \"rnd\"]", "rnd")]
    [InlineData("[2.5]", "half")]
    [InlineData("[2.5, 3.5]", null)]
    [InlineData("[\"R&D\", {}]", null)]
    [InlineData("\"R&D\"", "rnd")]
    public void A_list_is_mapped_element_by_element(string claim, string? tag) =>
        Mapped("everyone", "d: { claim: d, join: \":\" }").Evaluate(Caller($"{{\"d\": {claim}}}")).Eligible.Select(grant => grant.Tags[0].Value).ShouldBe(tag is null ? [] : [tag]);

    [Theory]
    [InlineData("rnd", "\"R&D\"", true)]
    [InlineData("\"R&D\"", "\"R&D\"", false)]
    [InlineData("rnd", "[\"x\", \"R&D\"]", true)]
    [InlineData("{ like: \"r*\" }", "\"R&D\"", true)]
    [InlineData("{ not: rnd }", "\"R&D\"", false)]
    [InlineData("{ exists: true }", "\"R&D\"", true)]
    [InlineData("rnd", "{}", false)]
    public void Conditions_see_what_templates_see(string test, string claim, bool holds) =>
        Mapped($"{{ claims: {{ d: {test} }} }}", "").Grants(Caller($"{{\"d\": {claim}}}")).ShouldBe(holds);

    [Fact]
    public void A_deny_holds_for_the_value_that_is_seen_and_for_what_cannot_be_judged()
    {
        var rules = Compile($$"""
            version: 1
            claims: { d: { from: /d, map: {{Map}} }, raw: /d }
            rules:
              - { id: all, when: everyone, grant: { role: "{{Role}}" } }
              - { id: no, when: { claims: { d: rnd } }, deny: { roles: "*" } }
            """);

        rules.Grants(Caller("{\"d\": \"R&D\"}")).ShouldBeFalse();
        rules.Grants(Caller("{\"d\": [\"R&D\"]}")).ShouldBeFalse();
        rules.Grants(Caller("{\"d\": {\"R&D\": 1}}")).ShouldBeFalse();
        rules.Grants(Caller("{\"d\": \"x\"}")).ShouldBeTrue();
    }

    [Fact]
    public void Names_of_one_place_with_different_maps_are_different_claims()
    {
        var rules = Compile($$"""
            version: 1
            claims: { raw: /d, d: { from: /d, map: { x: y } }, e: { from: /d, map: { x: z } } }
            rules: [{ id: r, when: everyone, grant: { role: "{{Role}}", tags: { all: "{raw}{d}{e}" } } }]
            """);

        rules.Evaluate(Caller("{\"d\": \"x\"}")).Eligible.ShouldHaveSingleItem().Tags[0].Value.ShouldBe("xyz");
    }

    [Fact]
    public void Who_can_get_a_role_is_told_with_what_the_token_may_hold_for_it()
    {
        var rules = Compile($$"""
            version: 1
            claims: { d: { from: /d, map: { "R&D": rnd, "R & D": rnd, HR: hr } }, e: /e }
            rules: [{ id: r, when: { claims: { d: [rnd, ops], e: rnd } }, grant: { role: "{{Role}}" } }]
            """);

        RoleReach.Of(rules, Role).Routes.ShouldHaveSingleItem().When.Parts.Select(part => part.Expected).ShouldBe(["'rnd' or 'ops' (mapped from 'R & D' or 'R&D')", "'rnd'"]);
    }

    [Fact]
    public void Explanations_show_what_the_token_has_too()
    {
        var rules = Mapped("{ claims: { d: rnd } }", "");
        var caller = Caller("{\"d\": \"R&D\"}");

        RuleSetExplanation.Of(rules, caller, Request, null).Rules[0].When.Parts[0].Actual.ShouldBe("'rnd' (mapped from 'R&D')");
        Explanation.OfOwn(rules, caller, Request, null).Read.Claims["d"].ShouldBe("'rnd' (mapped from 'R&D')");
        Explanation.OfOwn(rules, Caller("{\"d\": \"x\"}"), Request, null).Read.Claims["d"].ShouldBe("'x'");
        Explanation.OfOwn(rules, Caller("{}"), Request, null).Read.Claims["d"].ShouldBe("'unknown'");
    }

    [Theory]
    [InlineData("{}", "TB113")]
    [InlineData("[a]", "TB107")]
    [InlineData("a", "TB107")]
    [InlineData("", "TB107")]
    [InlineData("{ a: [b] }", "TB107")]
    [InlineData("{ a: }", "TB107")]
    [InlineData("{ a: b, a: c }", "TB104")]
    public void A_slip_in_a_map_is_one_fault(string map, string code) =>
        Faults($"version: 1\nclaims: {{ d: {{ from: /d, map: {map} }} }}\n").ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void A_map_has_at_most_a_thousand_values(int count, bool told) =>
        Faults($"version: 1\nclaims: {{ d: {{ from: /d, map: {{ {string.Join(", ", Enumerable.Range(0, count).Select(index => $"k{index}: v{index}"))} }} }} }}\n")
            .Select(fault => fault.Code).ShouldBe(told ? ["TB110"] : []);

    [Theory]
    [InlineData("{ a: x, b: x }", "x", 1)]
    [InlineData("{ a: x, b: x, c: x }", "x", 2)]
    [InlineData("{ a: x, b: y }", "x", 0)]
    [InlineData("{ a: x }", "a", 1)]
    [InlineData("{ a: x }", "{ not: [a, q] }", 1)]
    [InlineData("{ a: b, b: a }", "a", 0)]
    public void A_map_that_makes_one_of_two_and_a_test_of_what_it_replaces_are_told(string map, string test, int warnings) =>
        TestLint.Codes($$"""
            version: 1
            claims: { d: { from: /d, map: {{map}} } }
            rules: [{ id: r, when: { group: /a, claims: { d: {{test}} } }, grant: { role: "{{Role}}" } }]
            """).ShouldBe(Enumerable.Repeat(LintCode.Mapped, warnings));

    private static RuleSet Mapped(string when, string tags) => Compile($$"""
        version: 1
        claims: { d: { from: /d, default: unknown, map: {{Map}} } }
        rules: [{ id: r, when: {{when}}, grant: { role: "{{Role}}", tags: { {{tags}} } } }]
        """);
}
