using System.Text;
using TokenBridge.Protocol;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Names that are built in are claims like any other: they hold what the token holds, whatever its JSON type.</summary>
public sealed class BuiltInClaimTests
{
    /// <summary>One of each JSON type, and what is odd about each.</summary>
    private static readonly string[] Odd =
    [
        "null", "\"\"", "\"0\"", "\"1\"", "\"gold\"", "0", "-0", "1", "0.0", "0.5", "1e3", "true", "false", "[]", "[\"0\"]", "[0]", "[\"gold\", \"0\"]", "[0.5]", "[true]",
        "[null]", "[[\"0\"]]", "[{}]", "{}", "{\"a\": \"0\"}",
    ];

    /// <summary>Every test that the language has for a claim.</summary>
    private static readonly string[] Tests =
    [
        "\"0\"", "[gold, \"1\"]", "{ not: \"0\" }", "{ not: [gold, \"1\"] }", "{ like: \"*0*\" }", "{ not: { like: \"g*\" } }", "{ exists: true }", "{ exists: false }",
        "{ not: { exists: true } }", "{ at_most: 0 }", "{ at_least: 1 }", "{ at_least: 0, at_most: 1 }", "{ not: { at_most: 0 } }",
    ];

    public static TheoryData<string, string> Names { get; } = new() { { "sub", "sub" }, { "client", "azp" }, { "acr", "acr" }, { "sid", "sid" } };

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("[\"0\"]")]
    [InlineData("[\"gold\", 0]")]
    [InlineData("{\"a\": \"0\"}")]
    [InlineData("[[\"0\"]]")]
    [InlineData("[null]")]
    public void A_deny_on_the_acr_holds_for_a_number_a_list_and_an_object(string acr)
    {
        DenyWhen("{ claims: { acr: \"0\" } }").Evaluate(Acr(acr)).Select(null).Denied(DenialReason.DeniedByRule);
        DenyWhen("{ claims: { acr: { at_most: 0 } } }").Evaluate(Acr(acr)).Select(null).Denied(DenialReason.DeniedByRule);
        DenyWhen("{ claims: { acr: { exists: true } } }").Evaluate(Acr(acr)).Select(null).Denied(DenialReason.DeniedByRule);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"gold\"")]
    [InlineData("1e3")]
    public void A_deny_by_number_holds_for_an_acr_that_is_no_number(string acr) =>
        DenyWhen("{ claims: { acr: { at_most: 0 } } }").Evaluate(Acr(acr)).Select(null).Denied(DenialReason.DeniedByRule).Message.ShouldContain("could not be decided");

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("[]")]
    [InlineData("[\"1\"]")]
    public void A_deny_on_the_acr_does_not_hold_where_it_is_another_one_or_absent(string acr)
    {
        DenyWhen("{ claims: { acr: \"0\" } }").Grants(Acr(acr)).ShouldBeTrue();
        DenyWhen("{ claims: { acr: { at_most: 0 } } }").Grants(Acr(acr)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("[\"0\"]")]
    [InlineData("{\"a\": \"0\"}")]
    public void A_grant_for_whoever_has_no_acr_or_another_one_is_not_for_a_number_a_list_or_an_object(string acr)
    {
        When("{ claims: { acr: { not: \"0\" } } }").Grants(Acr(acr)).ShouldBeFalse();
        When("{ claims: { acr: { exists: false } } }").Grants(Acr(acr)).ShouldBeFalse();
        When("{ not: { claims: { acr: { exists: true } } } }").Grants(Acr(acr)).ShouldBeFalse();
    }

    [Fact]
    public void A_grant_for_whoever_has_no_acr_is_for_those_without_one()
    {
        When("{ claims: { acr: { exists: false } } }").Grants(Member()).ShouldBeTrue();
        When("{ claims: { acr: { not: \"0\" } } }").Grants(Acr("null")).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_built_in_claim_is_judged_and_explained_as_a_declared_one_of_the_same_value(string name, string member) => ForEachCaller(member, caller =>
    {
        foreach (var test in Tests)
        {
            Told(When($"{{ claims: {{ {name}: {test} }} }}"), caller, name).ShouldBe(Told(When($"{{ claims: {{ level: {test} }} }}"), caller, "level"), test);
            Told(DenyWhen($"{{ claims: {{ {name}: {test} }} }}"), caller, name).ShouldBe(Told(DenyWhen($"{{ claims: {{ level: {test} }} }}"), caller, "level"), test);
            Told(DenyWhen($"{{ not: {{ claims: {{ {name}: {test} }} }} }}"), caller, name).ShouldBe(Told(DenyWhen($"{{ not: {{ claims: {{ level: {test} }} }} }}"), caller, "level"), test);
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_built_in_claim_is_rendered_as_a_declared_one_of_the_same_value(string name, string member) => ForEachCaller(member, caller =>
    {
        foreach (var tag in new[] { "\"{NAME}\"", "\"{NAME?}\"", "\"x-{NAME=none}\"", "{ claim: NAME, join: \":\" }" })
        {
            Told(Tagged(tag, name), caller, name).ShouldBe(Told(Tagged(tag, "level"), caller, "level"), tag);
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_declared_claim_of_the_place_of_a_built_in_one_is_the_same_claim(string name, string member)
    {
        var table = new ClaimTable();

        table.Declare(JsonPointer.OfMember(member), null).ShouldBeSameAs(table.BuiltIn[name]);
        table.Declare(JsonPointer.OfMember(member), "0").ShouldNotBeSameAs(table.BuiltIn[name]);
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("azp")]
    [InlineData("sid")]
    public void Only_an_acr_of_an_odd_type_gets_as_far_as_the_rules(string member)
    {
        foreach (var value in Odd.Where(value => value is not "null" && value[0] != '"'))
        {
            Read($"{{\"sub\": \"u-1\", \"acr\": {value}}}").Fault.ShouldBeNull(value);
            Read(member == "sub" ? $"{{\"sub\": {value}}}" : $"{{\"sub\": \"u-1\", \"{member}\": {value}}}").Fault.ShouldBe($"{member} is no string", value);
        }
    }

    [Fact]
    public void The_client_of_a_condition_is_the_azp_of_the_token()
    {
        DenyWhen("{ client: notebook }").Grants(Caller("{\"azp\": \"notebook\"}")).ShouldBeFalse();
        DenyWhen("{ client: notebook }").Grants(Caller("{\"azp\": null}")).ShouldBeTrue();
        DenyWhen("{ client: notebook }").Grants(Caller("{\"azp\": \"hub\"}")).ShouldBeTrue();
    }

    [Fact]
    public void The_issuer_is_the_configured_one_and_not_what_the_token_says()
    {
        When("{ claims: { issuer: research } }").Grants(Caller("{\"issuer\": \"other\", \"iss\": \"https://elsewhere\"}")).ShouldBeTrue();
        When("{ claims: { issuer: other } }").Grants(Caller("{\"issuer\": \"other\"}")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0", "'0'")]
    [InlineData("[\"0\"]", "['0']")]
    [InlineData("{\"a\": \"0\"}", "an object, or something else that is not one text")]
    [InlineData("null", "absent")]
    public void An_explanation_says_what_the_token_holds(string acr, string actual) =>
        RuleSetExplanation.Of(DenyWhen("{ claims: { acr: \"0\" } }"), Acr(acr), Request, null).Rules[1].When.Parts.ShouldHaveSingleItem().Actual.ShouldBe(actual);

    /// <summary>Who has the same value in both places; callers whom the validator refuses come to no rule.</summary>
    private static void ForEachCaller(string member, Action<CallerIdentity> check)
    {
        var checks = 0;
        foreach (var value in Odd)
        {
            if (Read($"{{{(member == "sub" ? "" : "\"sub\": \"u-1\", ")}\"{member}\": {value}, \"level\": {value}}}").TryGet(out var caller, out _))
            {
                checks++;
                check(caller);
            }
        }

        // Strings and null; for the acr everything.
        checks.ShouldBe(member switch { "acr" => Odd.Length, "sub" => 3, _ => 5 });
    }

    /// <summary>The decision, and everything that is said of it, under one name for the claim.</summary>
    private static string Told(RuleSet rules, CallerIdentity caller, string name)
    {
        var explanation = RuleSetExplanation.Of(rules, caller, Request, null);
        var decision = explanation.Decision switch
        {
            RuleDecision.Granted { Grant: var grant } => $"{grant.RuleId} {grant.Role} {string.Join(';', grant.Tags)}",
            RuleDecision.Denied denied => $"{denied.Reason} {denied.RuleId} {denied.Message} {denied.Detail}",
            _ => throw new InvalidOperationException(),
        };
        var leaves = explanation.Rules.SelectMany(rule => Leaves(rule.When)).Select(leaf => $"{leaf.Kind} {leaf.Expected} {leaf.Actual} {leaf.Truth}");
        return string.Join('\n', leaves.Prepend(decision)).Replace($"claims.{name}", "claims.NAME", StringComparison.Ordinal).Replace($"'{name}'", "'NAME'", StringComparison.Ordinal).Replace($"{{{name}}}", "{NAME}", StringComparison.Ordinal);
    }

    private static IEnumerable<PredicateExplanation> Leaves(PredicateExplanation test) => test.Parts.Count == 0 ? [test] : test.Parts.SelectMany(Leaves);

    private static RuleSet Tagged(string tag, string name) =>
        Granting($"{{ role: \"{Role}\", session_name: fixed, tags: {{ t: {tag.Replace("NAME", name, StringComparison.Ordinal)} }} }}", "{ level: /level }");

    private static CallerIdentity Acr(string json) => Caller($"{{\"acr\": {json}}}");

    private static Result<CallerIdentity, string> Read(string payload) => UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload), "research", DateTimeOffset.UnixEpoch);
}
