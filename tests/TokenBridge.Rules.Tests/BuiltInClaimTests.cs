using System.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Built-in names are claims like any other: what counts is what the token holds, whatever its JSON type.</summary>
public sealed class BuiltInClaimTests
{
    private static readonly string[] Values =
    [
        "", "\"acr\": null", "\"acr\": \"0\"", "\"acr\": 0", "\"acr\": 0.0", "\"acr\": 0.5", "\"acr\": 1", "\"acr\": -1", "\"acr\": 1e3", "\"acr\": true", "\"acr\": false",
        "\"acr\": \"\"", "\"acr\": \"gold\"", "\"acr\": []", "\"acr\": [\"0\"]", "\"acr\": [0]", "\"acr\": [\"0\", \"gold\"]", "\"acr\": [[\"0\"]]", "\"acr\": [null]", "\"acr\": {}", "\"acr\": {\"a\": \"0\"}",
    ];

    private static readonly string[] Conditions =
    [
        "\"0\"", "0", "gold", "[\"0\", gold]", "true", "{ not: \"0\" }", "{ not: [\"0\", gold] }", "{ like: \"*\" }", "{ like: \"g*\" }", "{ exists: true }", "{ exists: false }",
        "{ at_most: 0 }", "{ at_least: 0 }", "{ at_least: 1 }",
    ];

    public static TheoryData<string, string> EveryValueAndCondition
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var value in Values)
            {
                foreach (var condition in Conditions)
                {
                    cases.Add(value, condition);
                }
            }

            return cases;
        }
    }

    [Theory]
    [InlineData("0", "\"0\"")]
    [InlineData("[\"0\"]", "\"0\"")]
    [InlineData("{\"a\": \"0\"}", "\"0\"")]
    [InlineData("[[\"0\"]]", "\"0\"")]
    [InlineData("\"0\"", "\"0\"")]
    [InlineData("0", "{ at_most: 0 }")]
    [InlineData("\"0\"", "{ at_most: 0 }")]
    [InlineData("[\"0\"]", "{ at_most: 0 }")]
    [InlineData("{\"a\": \"0\"}", "{ at_most: 0 }")]
    [InlineData("true", "{ at_most: 0 }")]
    public void A_deny_on_acr_holds_whatever_the_JSON_type_of_acr_is(string acr, string condition) =>
        DenyWhen($"{{ claims: {{ acr: {condition} }} }}").Evaluate(CallerOf($"\"acr\": {acr}")).Select(null).Denied(DenialReason.DeniedByRule);

    [Theory]
    [InlineData("0", "{ not: \"0\" }")]
    [InlineData("[\"0\"]", "{ not: \"0\" }")]
    [InlineData("{\"a\": \"0\"}", "{ not: \"0\" }")]
    [InlineData("0", "{ exists: false }")]
    [InlineData("[]", "{ exists: false }")]
    [InlineData("{}", "{ exists: false }")]
    public void A_grant_that_wants_another_acr_or_none_does_not_hold_for_one_that_is_no_string(string acr, string condition) =>
        When($"{{ claims: {{ acr: {condition} }} }}").Grants(CallerOf($"\"acr\": {acr}")).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(EveryValueAndCondition))]
    public void Acr_decides_as_a_declared_claim_of_the_same_value_does(string value, string condition)
    {
        var caller = CallerOf(value.Length == 0 ? "" : $"{value}, {value.Replace("acr", "level", StringComparison.Ordinal)}");
        foreach (var (builtIn, declared) in new[] { ("{ claims: { acr: V } }", "{ claims: { level: V } }"), ("{ not: { claims: { acr: V } } }", "{ not: { claims: { level: V } } }") })
        {
            var (own, other) = (builtIn.Replace("V", condition, StringComparison.Ordinal), declared.Replace("V", condition, StringComparison.Ordinal));

            When(own).Grants(caller).ShouldBe(When(other).Grants(caller), $"grant {own}");
            DenyWhen(own).Grants(caller).ShouldBe(DenyWhen(other).Grants(caller), $"deny {own}");
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("true", "true")]
    [InlineData("\"gold\"", "gold")]
    public void A_template_renders_the_acr_that_the_token_holds(string acr, string tag) =>
        Granting($$"""{ role: "{{Role}}", tags: { level: "{acr}" } }""").Evaluate(CallerOf($"\"acr\": {acr}")).Select(null).Granted()
            .Tags.ShouldHaveSingleItem().Value.ShouldBe(tag);

    [Theory]
    [InlineData("[\"gold\"]")]
    [InlineData("{\"a\": \"gold\"}")]
    public void A_template_refuses_an_acr_that_is_not_one_value(string acr) =>
        Granting($$"""{ role: "{{Role}}", tags: { level: "{acr}" } }""").Evaluate(CallerOf($"\"acr\": {acr}")).Select(null).Denied(DenialReason.InvalidValue);

    [Theory]
    [InlineData("0")]
    [InlineData("[\"gold\"]")]
    [InlineData("{\"a\": \"gold\"}")]
    [InlineData("true")]
    public void A_required_acr_is_a_string_and_nothing_else(string acr) =>
        Compile($$"""
            version: 1
            rules:
              - { id: r, when: everyone, require: { acr: ["0", gold, "true"] }, grant: { role: "{{Role}}" } }
            """).Evaluate(CallerOf($"\"acr\": {acr}")).Select(null).Denied(DenialReason.StepUpRequired);

    [Theory]
    [InlineData("sub")]
    [InlineData("azp")]
    [InlineData("sid")]
    public void The_other_built_ins_are_strings_or_the_token_is_refused(string claim)
    {
        foreach (var odd in new[] { "0", "[\"0\"]", "{}", "true" })
        {
            var payload = claim == "sub" ? $$"""{ "sub": {{odd}} }""" : $$"""{ "sub": "u-1", "{{claim}}": {{odd}} }""";

            UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload), "research", DateTimeOffset.UnixEpoch).Fault.ShouldBe($"{claim} is no string");
        }
    }

    /// <summary>Read as a token's payload is, so that identity and claims are those of one token.</summary>
    private static CallerIdentity CallerOf(string claims)
    {
        var payload = $$"""{ "sub": "u-1", "azp": "notebook"{{(claims.Length == 0 ? "" : $", {claims}")}} }""";
        return UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload), "research", DateTimeOffset.UnixEpoch).Value.ShouldNotBeNull();
    }
}
