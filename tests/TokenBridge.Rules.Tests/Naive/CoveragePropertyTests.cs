using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Testing;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Naive;

/// <summary>What random tests reach of random rules, against what the plain evaluator says of their callers.</summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class CoveragePropertyTests
{
    private const int CallersOfEach = 10;

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private static readonly Gen<(NaiveRules Rules, IReadOnlyList<NaiveCaller> Callers)> Cases =
        from rules in NaiveGenerators.Rules
        from callers in Gen.ArrayOf(NaiveGenerators.Caller, CallersOfEach)
        select (rules, (IReadOnlyList<NaiveCaller>)[.. callers.Where(IsYaml)]);

    /// <summary>A rule's grant is reached by a caller who has it, its deny by one who loses a grant by it, and both by nobody else.</summary>
    [Fact]
    public void A_grant_is_reached_where_the_plain_evaluator_gives_it() => PropertyCases.Check(
        Cases,
        given =>
        {
            var granted = given.Callers.SelectMany(caller => new NaiveEvaluator(given.Rules, caller).Evaluate()).Where(line => line.Contains(" arn:", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);
            var reached = RuleSetCoverage.Of(Compile(Yaml(given.Rules, given.Callers))).Parts.Where(part => part is { Kind: "grant", IsReached: true }).Select(part => part.RuleId);
            return Same(granted, reached);
        },
        CallersOfEach);

    /// <summary>A rule that holds for nobody has no other part that a caller could have it by.</summary>
    [Fact]
    public void What_a_rule_gives_or_takes_is_reached_only_where_the_rule_is_and_more_tests_never_reach_less() => PropertyCases.Check(
        Cases,
        given =>
        {
            var (some, all) = (Coverage(given.Rules, given.Callers.Take(given.Callers.Count / 2)), Coverage(given.Rules, given.Callers));
            return all.GroupBy(part => part.RuleId).All(rule => rule.Single(part => part.Kind == "rule").IsReached || !rule.Any(part => part is { Kind: "grant" or "deny", IsReached: true }))
                && some.Zip(all).All(pair => pair.First with { IsReached = pair.Second.IsReached } == pair.Second && (!pair.First.IsReached || pair.Second.IsReached));
        },
        CallersOfEach);

    /// <summary>A control: tests that reach nothing, or everything, prove nothing.</summary>
    [Fact]
    public void The_cases_reach_some_parts_of_each_kind_and_miss_some()
    {
        var parts = Gen.Sample(Cases, 100, new Rnd(1, 1), 50).SelectMany(given => Coverage(given.Rules, given.Callers)).ToLookup(part => (part.Kind, part.IsReached));

        foreach (var kind in (string[])["rule", "condition", "alternative", "grant", "deny"])
        {
            parts[(kind, true)].Count().ShouldBeGreaterThan(0, kind);
            parts[(kind, false)].Count().ShouldBeGreaterThan(0, kind);
        }
    }

    private static IReadOnlyList<CoveredPart> Coverage(NaiveRules rules, IEnumerable<NaiveCaller> callers) => RuleSetCoverage.Of(Compile(Yaml(rules, callers))).Parts;

    private static string Yaml(NaiveRules rules, IEnumerable<NaiveCaller> callers)
    {
        var yaml = new StringBuilder(rules.Yaml).Append("tests:\n");
        foreach (var (index, caller) in callers.Index())
        {
            var request = caller.Source is null ? "" : $", request: {{ source_ip: \"{caller.Source}\" }}";
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ name: t{index}, issuer: research, token: {Token(caller)}{request}, expect: {{ grants: [] }} }}\n");
        }

        return yaml.ToString();
    }

    private static string Token(NaiveCaller caller) => JsonNode.Parse(caller.Payload(Now))!.ToJsonString(AsWritten);

    /// <summary>YAML knows no halves of a surrogate pair, as JSON writes letters beyond the basic plane.</summary>
    private static bool IsYaml(NaiveCaller caller) => !Token(caller).Contains("\\u", StringComparison.Ordinal);

    private static bool Same(IEnumerable<string> left, IEnumerable<string> right) =>
        left.ToHashSet(StringComparer.Ordinal).SetEquals(right) ? true : throw new InvalidOperationException($"{string.Join(' ', left)} against {string.Join(' ', right)}");
}
