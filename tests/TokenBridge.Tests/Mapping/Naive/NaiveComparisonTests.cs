using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Mapping;
using TokenBridge.Tokens;
using static TokenBridge.Tests.Mapping.TestRules;

namespace TokenBridge.Tests.Mapping.Naive;

/// <summary>Random rule sets and callers: the service against an evaluator that is too plain to be wrong, and what holds for all of them.</summary>
public sealed class NaiveComparisonTests
{
    /// <summary>Cases for each property; CI sets 100000.</summary>
    private const string CountVariable = "TOKENBRIDGE_PROPERTY_CASES";
    private const int DefaultCount = 1_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private static readonly Arbitrary<(NaiveRules Rules, NaiveCaller Caller)> Cases =
        (from rules in NaiveGenerators.Rules from caller in NaiveGenerators.Caller select (rules, caller)).ToArbitrary();

    [Fact]
    public void The_rule_set_gives_what_the_plain_evaluator_gives() => Check(Cases, given =>
    {
        var service = Evaluate(Compile(given.Rules.Yaml), given.Caller);
        string[] lines =
        [
            .. service.Eligible.Select(grant => $"{grant.RuleId} {grant.Role} {grant.SessionName} {string.Join(';', grant.Tags.Select(tag => tag.Value))}"),
            .. service.Refused.Select(refused => $"{refused.RuleId} {refused.Reason.ToReason()}"),
        ];
        return Same([.. lines.Order(StringComparer.Ordinal)], new NaiveEvaluator(given.Rules, given.Caller).Evaluate());
    });

    [Fact]
    public void A_deny_more_never_adds_a_grant() => Check(
        (from given in Cases.Generator from deny in NaiveGenerators.Deny("more") select (given.Rules, given.Caller, Deny: deny)).ToArbitrary(),
        given => !Granted(given.Rules with { Rules = [.. given.Rules.Rules, given.Deny] }, given.Caller).Except(Granted(given.Rules, given.Caller)).Any());

    [Fact]
    public void A_group_or_role_that_no_rule_mentions_changes_nothing() => Check(Cases, given =>
        Same(
            Lines(Specific(given.Rules), given.Caller with { Groups = [.. given.Caller.Groups, "/elsewhere/nobody"], RealmRoles = [.. given.Caller.RealmRoles, "nobody/knows/it/at/all"] }),
            Lines(Specific(given.Rules), given.Caller)));

    [Fact]
    public void The_order_of_what_a_token_lists_changes_nothing() => Check(Cases, given =>
        Same(
            Lines(given.Rules, given.Caller with { Groups = [.. given.Caller.Groups.Reverse()], RealmRoles = [.. given.Caller.RealmRoles.Reverse()], ClientRoles = [.. given.Caller.ClientRoles.Reverse()] }),
            Lines(given.Rules, given.Caller)));

    [Fact]
    public void An_explanation_decides_what_the_rules_decide() => Check(Cases, given =>
    {
        var rules = Compile(given.Rules.Yaml);
        var caller = Identity(given.Caller);
        var explanation = rules.Explain(caller, Context(given.Caller), null);
        return Same(
            [.. explanation.Rules.SelectMany(rule => rule.Grants).Select(grant => grant.Granted?.Name ?? grant.Refused!.Reason.ToReason()).Order(StringComparer.Ordinal)],
            [.. rules.Evaluate(caller, Context(given.Caller)).Eligible.Select(grant => grant.Name).Concat(rules.Evaluate(caller, Context(given.Caller)).Refused.Select(grant => grant.Reason.ToReason())).Order(StringComparer.Ordinal)]);
    });

    /// <summary>A control: cases that never meet a reason prove nothing about it.</summary>
    [Fact]
    public void The_cases_meet_grants_and_every_reason_to_refuse_one()
    {
        var lines = Gen.Sample(Cases.Generator, 2_000, 50).SelectMany(given => new NaiveEvaluator(given.Rules, given.Caller).Evaluate()).Select(line => line.Split(' ')[1]).ToList();

        lines.Count(line => line.StartsWith("arn:", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
        foreach (var reason in new[] { "denied_by_rule", "invalid_value", "missing_value", "step_up_required" })
        {
            lines.Count(line => line == reason).ShouldBeGreaterThan(0, reason);
        }
    }

    [Fact]
    public void Two_users_never_share_a_session_name()
    {
        var rules = Compile($"version: 1\nclaims: {{ user: /user }}\nrules: [{{ id: r, when: everyone, grant: {{ role: \"{Role}\", session_name: \"{{user}}\" }} }}]\n");
        var text = Gen.OneOf(
            ArbMap.Default.ArbFor<UnicodeString>().Generator.Select(unicode => unicode.Get ?? ""),
            Gen.Elements("a", "=", ".", "=.", "é", ":", "f:1:alice", new string('a', 46)).ListOf().Select(parts => string.Concat(parts)));
        Check((from left in text from right in text select (left, right)).ToArbitrary(), pair =>
            pair.left == pair.right || Name(pair.left) is not { } name || name != Name(pair.right));

        string? Name(string user) => rules.Evaluate(Caller($"{{\"user\": {JsonSerializer.Serialize(user)}}}")).Eligible.Select(grant => grant.SessionName).FirstOrDefault();
    }

    /// <summary>Without groups of one star or ** from the root, which mention every group.</summary>
    private static NaiveRules Specific(NaiveRules rules) => new([.. rules.Rules.Where(rule => !rule.When.Yaml.Contains('*', StringComparison.Ordinal) && rule.Captures.Count == 0)]);

    private static IReadOnlyList<string> Granted(NaiveRules rules, NaiveCaller caller) => [.. Evaluate(Compile(rules.Yaml), caller).Eligible.Select(grant => $"{grant.Name} {grant.Role}")];

    private static IReadOnlyList<string> Lines(NaiveRules rules, NaiveCaller caller)
    {
        var evaluation = Evaluate(Compile(rules.Yaml), caller);
        return [.. evaluation.Eligible.Select(grant => $"{grant.Name} {grant.Role} {string.Join(';', grant.Tags)}"), .. evaluation.Refused.Select(refused => refused.Message)];
    }

    private static RuleSetEvaluation Evaluate(RuleSet rules, NaiveCaller caller) => rules.Evaluate(Identity(caller), Context(caller));

    private static RequestContext Context(NaiveCaller caller) => new(caller.Source is null ? null : IPAddress.Parse(caller.Source), Now);

    private static CallerIdentity Identity(NaiveCaller caller) => new()
    {
        IssuerId = "research",
        Issuer = "https://kc.example/realms/ml",
        Subject = NaiveEvaluator.Subject,
        Client = caller.Client,
        Acr = caller.Acr,
        AuthenticatedAt = caller.LoginAge is { } age ? Now.AddSeconds(-age) : null,
        IssuedAt = Now,
        ExpiresAt = Now.AddMinutes(5),
        Groups = caller.Groups,
        RealmRoles = caller.RealmRoles,
        ClientRoles = caller.ClientRoles.GroupBy(role => role.Client, role => role.Role).ToDictionary(roles => roles.Key, roles => (IReadOnlyList<string>)[.. roles]),
        Claims = JsonDocument.Parse($"{{\"x\": {caller.Claims["x"]}, \"nested\": {{\"y\": {caller.Claims["y"]}}}, \"user\": {caller.Claims["user"]}}}").RootElement,
    };

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.SequenceEqual(right) ? true : throw new InvalidOperationException($"{string.Join(" | ", left)}\nagainst\n{string.Join(" | ", right)}");

    private static void Check<T>(Arbitrary<T> given, Func<T, bool> holds) =>
        Prop.ForAll(given, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(
            int.TryParse(Environment.GetEnvironmentVariable(CountVariable), System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : DefaultCount));
}
