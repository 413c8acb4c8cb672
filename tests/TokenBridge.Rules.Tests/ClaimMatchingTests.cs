using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class ClaimMatchingTests
{
    [Theory]
    [InlineData("4711", "\"4711\"", true)]
    [InlineData("4711", "4711", true)]
    [InlineData("4711", "4711.0", true)]
    [InlineData("4711", "4712", false)]
    [InlineData("\"4711\"", "4711", true)]
    [InlineData("true", "true", true)]
    [InlineData("true", "\"true\"", true)]
    [InlineData("True", "true", false)]
    [InlineData("no", "\"no\"", true)]
    [InlineData("no", "false", false)]
    [InlineData("3.5", "3.50", true)]
    [InlineData("0", "-0", true)]
    [InlineData("a", "\"A\"", false)]
    [InlineData("a", "null", false)]
    [InlineData("[a, b]", "\"b\"", true)]
    [InlineData("[a, b]", "\"c\"", false)]
    [InlineData("[a, b]", "[\"c\", \"b\"]", true)]
    [InlineData("a", "[]", false)]
    [InlineData("4711", "[1, 4711]", true)]
    [InlineData("a", "[\"a\", {}]", false)]
    [InlineData("a", "[\"a\", null]", false)]
    [InlineData("a", "[[\"a\"]]", false)]
    [InlineData("a", "{\"a\": 1}", false)]
    [InlineData("1000", "1e3", false)]
    public void A_scalar_matches_by_its_text(string rule, string claim, bool matches) =>
        When($"{{ claims: {{ level: {rule} }} }}").Grants(Caller($"{{\"level\": {claim}}}")).ShouldBe(matches);

    [Theory]
    [InlineData("{}")]
    [InlineData("[\"x\", {}]")]
    [InlineData("[null]")]
    [InlineData("1e3")]
    [InlineData("0.1234567890123456789012345678901")]
    public void A_deny_on_a_claim_that_cannot_be_judged_holds_and_says_so(string claim)
    {
        var denied = DenyWhen("{ claims: { level: a } }").Evaluate(Caller($"{{\"level\": {claim}}}")).Select(null).Denied(DenialReason.DeniedByRule);

        denied.RuleId.ShouldBe("no");
        denied.Message.ShouldContain("could not be decided");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"level\": null}")]
    [InlineData("{\"level\": []}")]
    [InlineData("{\"level\": \"b\"}")]
    public void A_deny_on_a_claim_that_is_false_does_not_hold(string claims) =>
        DenyWhen("{ claims: { level: a } }").Grants(Caller(claims)).ShouldBeTrue();

    [Fact]
    public void A_deny_with_a_false_and_an_undecidable_part_is_false() =>
        DenyWhen("{ group: /a, claims: { level: a } }").Grants(Caller("{\"level\": {}}", "/b")).ShouldBeTrue();

    [Fact]
    public void Every_line_of_a_condition_must_hold()
    {
        var rules = When("{ group: /a, client: [notebook, hub], issuer: research, claims: { level: 1, tags: x } }");

        rules.Grants(Caller("{\"level\": 1, \"tags\": [\"x\"]}", "/a")).ShouldBeTrue();
        rules.Grants(Caller("{\"level\": 1, \"tags\": [\"x\"]}", "/b")).ShouldBeFalse();
        rules.Grants(Caller("{\"level\": 1}", "/a")).ShouldBeFalse();
        When("{ client: other }").Grants(Member()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deep", "{\"a\": {\"b\": \"v\"}}")]
    [InlineData("list0", "{\"list\": [\"v\"]}")]
    [InlineData("slashed", "{\"a/b\": \"v\"}")]
    public void A_json_pointer_finds_its_place(string name, string claims) =>
        When($"{{ claims: {{ {name}: v }} }}").Grants(Caller(claims)).ShouldBeTrue();

    [Theory]
    [InlineData("{\"a\": \"v\"}")]
    [InlineData("{\"a\": [\"v\"]}")]
    [InlineData("{\"a\": {}}")]
    [InlineData("{\"a\": null}")]
    [InlineData("{}")]
    public void A_json_pointer_that_leads_nowhere_is_an_absent_claim(string claims) =>
        When("{ claims: { deep: v } }").Grants(Caller(claims)).ShouldBeFalse();

    [Fact]
    public void A_default_stands_for_an_absent_claim_in_conditions_too()
    {
        var rules = Granting($"{{ role: \"{Role}\", tags: {{ t: \"{{x}}\" }} }}", "{ x: { from: /x, default: none } }");

        rules.Evaluate(Member()).Eligible[0].Tags[0].Value.ShouldBe("none");
        rules.Evaluate(Caller("{\"x\": \"\"}")).Eligible[0].Tags[0].Value.ShouldBe("");
    }

    [Fact]
    public void An_issuer_of_a_file_stands_for_its_rules_and_a_rule_may_name_another()
    {
        const string Yaml = """
            version: 1
            issuer: staff
            rules:
              - { id: a, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/a" } }
              - { id: b, when: { issuer: [research, staff] }, grant: { role: "arn:aws:iam::111122223333:role/b" } }
              - { id: c, when: { issuer: any }, grant: { role: "arn:aws:iam::111122223333:role/c" } }
            """;

        Compile(Yaml, "research", "staff").Evaluate(Member()).Eligible.Select(grant => grant.Name).ShouldBe(["b", "c"]);
    }
}
