using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Naive;

/// <summary>Random rule sets and callers: the service against an evaluator that is too plain to be wrong, and what holds for all of them.</summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class NaiveComparisonTests
{
    /// <summary>A case is one caller before one rule set; each set is read by several callers, because making it costs more than asking it.</summary>
    private const int CallersOfEach = 10;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private static readonly Gen<(NaiveRules Rules, IReadOnlyList<NaiveCaller> Callers)> Cases =
        from rules in NaiveGenerators.Rules
        from callers in Gen.ArrayOf(NaiveGenerators.Caller, CallersOfEach)
        select (rules, (IReadOnlyList<NaiveCaller>)callers);

    [Fact]
    public void The_rule_set_gives_what_the_plain_evaluator_gives() => CheckEach((given, rules, caller) =>
    {
        var service = Evaluate(rules, caller);
        string[] lines =
        [
            .. service.Eligible.Select(grant => $"{grant.RuleId} {grant.Role} {grant.SessionName} {string.Join(';', grant.Tags.Select(tag => tag.Value))}"),
            .. service.Refused.Select(refused => $"{refused.RuleId} {refused.Reason.ToReason()}"),
        ];
        return Same([.. lines.Order(StringComparer.Ordinal)], new NaiveEvaluator(given, caller).Evaluate());
    });

    [Fact]
    public void A_deny_more_never_adds_a_grant() => Check(
        from given in Cases from deny in NaiveGenerators.Deny("more") select (given.Rules, given.Callers, Deny: deny),
        given =>
        {
            var (before, after) = (Compile(given.Rules.Yaml), Compile((given.Rules with { Rules = [.. given.Rules.Rules, given.Deny] }).Yaml));
            return given.Callers.All(caller => !Granted(after, caller).Except(Granted(before, caller)).Any());
        });

    [Fact]
    public void A_group_or_role_that_no_rule_mentions_changes_nothing() => Check(Cases, given =>
    {
        var rules = Compile(Specific(given.Rules).Yaml);
        return given.Callers.All(caller => Same(
            Lines(rules, caller with { Groups = [.. caller.Groups, "/elsewhere/nobody"], RealmRoles = [.. caller.RealmRoles, "nobody/knows/it/at/all"] }),
            Lines(rules, caller)));
    });

    /// <summary>Whoever spoils the claim, by whatever means, has no more of it than who leaves it alone.</summary>
    [Fact]
    public void An_organization_claim_that_cannot_be_judged_gives_no_more_than_any_that_can() => Check(
        from given in Cases from odd in NaiveGenerators.OddOrganization from good in NaiveGenerators.Organization select (given.Rules, given.Callers, Odd: odd, Good: good),
        given =>
        {
            var rules = Compile(new NaiveRules([.. given.Rules.Rules.Where(rule => !rule.Yaml.Contains("{ o: ", StringComparison.Ordinal) && !rule.Yaml.Contains("claim: o,", StringComparison.Ordinal))]).Yaml);
            return given.Callers.All(caller => !Granted(rules, With(caller, given.Odd)).Except(Granted(rules, With(caller, given.Good))).Any());
        });

    [Fact]
    public void The_order_of_what_a_token_lists_changes_nothing() => CheckEach((_, rules, caller) => Same(
        Lines(rules, caller with { Groups = [.. caller.Groups.Reverse()], RealmRoles = [.. caller.RealmRoles.Reverse()], ClientRoles = [.. caller.ClientRoles.Reverse()] }),
        Lines(rules, caller)));

    [Fact]
    public void An_explanation_decides_what_the_rules_decide() => CheckEach((_, rules, given) =>
    {
        var caller = Identity(given);
        var (explanation, evaluation) = (RuleSetExplanation.Of(rules, caller, Context(given), null), rules.Evaluate(caller, Context(given)));
        return Same(
            [.. explanation.Rules.SelectMany(rule => rule.Grants).Select(grant => grant.Granted?.Name ?? grant.Refused!.Reason.ToReason()).Order(StringComparer.Ordinal)],
            [.. evaluation.Eligible.Select(grant => grant.Name).Concat(evaluation.Refused.Select(grant => grant.Reason.ToReason())).Order(StringComparer.Ordinal)]);
    });

    /// <summary>The way of requests renders less; it must never decide otherwise, whatever is asked for.</summary>
    [Fact]
    public void A_request_gets_what_the_whole_evaluation_selects() => CheckEach((_, rules, given) =>
    {
        var (caller, evaluation) = (Identity(given), Evaluate(rules, given));
        string?[] names =
        [
            null, "nobody:knows", "",
            .. evaluation.Eligible.SelectMany(grant => new[] { grant.Name, grant.RuleId, grant.Role.Value }),
            .. evaluation.Refused.SelectMany(refused => new[] { refused.Name, refused.RuleId, refused.Role?.Value }),
        ];
        return Same(
            [.. names.Select(name => Line(rules.Decide(caller, Context(given), name).Decision))],
            [.. names.Select(name => Line(evaluation.Select(name)))]);
    });

    /// <summary>A control: cases that never meet a reason prove nothing about it.</summary>
    [Fact]
    public void The_cases_meet_grants_and_every_reason_to_refuse_one()
    {
        var lines = Gen.Sample(Cases, 200, new Rnd(1, 1), 200).SelectMany(given => given.Callers.SelectMany(caller => new NaiveEvaluator(given.Rules, caller).Evaluate())).Select(line => line.Split(' ')[1]).ToList();

        lines.Count(line => line.StartsWith("arn:", StringComparison.Ordinal)).ShouldBeGreaterThan(250);
        foreach (var reason in new[] { "denied_by_rule", "invalid_value", "missing_value", "step_up_required" })
        {
            lines.Count(line => line == reason).ShouldBeGreaterThan(0, reason);
        }
    }

    /// <summary>A control for organizations: grants that rest on them, and claims that cannot be judged before denies that ask for them.</summary>
    [Fact]
    public void The_cases_meet_organizations_that_grant_and_such_as_cannot_be_judged()
    {
        var sample = Gen.Sample(Cases, 200, new Rnd(1, 1), 200);
        var granted = sample.SelectMany(given => given.Callers.SelectMany(caller => new NaiveEvaluator(new NaiveRules([.. given.Rules.Rules.Where(rule => Asks(rule) && rule.Grant is not null)]), caller).Evaluate()));
        var unclear = sample.Where(given => given.Rules.Rules.Any(rule => Asks(rule) && rule.Grant is null)).SelectMany(given => given.Callers).Where(caller => Identity(caller).Organizations.Flaw is not null);

        granted.Count(line => line.Contains(" arn:", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        unclear.Count().ShouldBeGreaterThan(20);

        static bool Asks(NaiveRule rule) => rule.When.Yaml.Contains("organization: ", StringComparison.Ordinal);
    }

    [Fact]
    public void Two_users_never_share_a_session_name()
    {
        var rules = Compile($"version: 1\nclaims: {{ user: /user }}\nrules: [{{ id: r, when: everyone, grant: {{ role: \"{Role}\", session_name: \"{{user}}\" }} }}]\n");
        var text = Gen.OneOf(
            // Half a character cannot be said in JSON: two users that differ by one alone are the same user there.
            ArbMap.Default.ArbFor<UnicodeString>().Generator.Select(unicode => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(unicode.Get ?? ""))),
            Gen.Elements("a", "=", ".", "=.", "é", ":", "f:1:alice", new string('a', 46)).ListOf().Select(parts => string.Concat(parts)));
        Check(
            from left in text from right in Gen.ArrayOf(text, CallersOfEach) select (left, right),
            given => Name(given.left) is not { } name || given.right.All(right => right == given.left || name != Name(right)));

        string? Name(string user) => rules.Evaluate(Caller($"{{\"user\": {JsonSerializer.Serialize(user)}}}")).Eligible.Select(grant => grant.SessionName).FirstOrDefault();
    }

    /// <summary>Without groups of one star or ** from the root, which mention every group.</summary>
    private static NaiveRules Specific(NaiveRules rules) => new([.. rules.Rules.Where(rule => !rule.When.Yaml.Contains('*', StringComparison.Ordinal) && rule.Captures.Count == 0)]);

    private static IReadOnlyList<string> Granted(RuleSet rules, NaiveCaller caller) => [.. Evaluate(rules, caller).Eligible.Select(grant => $"{grant.Name} {grant.Role}")];

    private static IReadOnlyList<string> Lines(RuleSet rules, NaiveCaller caller)
    {
        var evaluation = Evaluate(rules, caller);
        return [.. evaluation.Eligible.Select(grant => $"{grant.Name} {grant.Role} {string.Join(';', grant.Tags)}"), .. evaluation.Refused.Select(refused => refused.Message)];
    }

    private static NaiveCaller With(NaiveCaller caller, string organization) =>
        caller with { Claims = new Dictionary<string, string>(caller.Claims, StringComparer.Ordinal) { ["organization"] = organization } };

    private static string Line(RuleDecision decision) => decision.Match(
        grant => $"{grant.RuleId} {grant.Name} {grant.Role} {grant.SessionName} {grant.SourceIdentity} {string.Join(';', grant.Tags)}",
        denied => $"{denied.Reason} {denied.RuleId} {denied.Message} {denied.Detail} {string.Join(';', denied.Roles)} {denied.StepUp?.AcrValues} {denied.StepUp?.MaxAge}");

    private static RuleSetEvaluation Evaluate(RuleSet rules, NaiveCaller caller) => rules.Evaluate(Identity(caller), Context(caller));

    private static RequestContext Context(NaiveCaller caller) => new(caller.Source is null ? null : IPAddress.Parse(caller.Source), Now);

    private static CallerIdentity Identity(NaiveCaller caller)
    {
        return UnverifiedCaller.Read(Encoding.UTF8.GetBytes(caller.Payload(Now)), "research", Now)
            .Match(identity => identity, fault => throw new InvalidOperationException(fault));
    }

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.SequenceEqual(right) ? true : throw new InvalidOperationException($"{string.Join(" | ", left)}\nagainst\n{string.Join(" | ", right)}");

    private static void CheckEach(Func<NaiveRules, RuleSet, NaiveCaller, bool> holds) => Check(Cases, given =>
    {
        var rules = Compile(given.Rules.Yaml);
        return given.Callers.All(caller => holds(given.Rules, rules, caller));
    });

    private static void Check<T>(Gen<T> given, Func<T, bool> holds) => PropertyCases.Check(given, holds, CallersOfEach);
}
