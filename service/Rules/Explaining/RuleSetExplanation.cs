using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>Why the rules say what they say of one caller: rule by rule, test by test. Made for reading, not for requests by the thousand.</summary>
/// <param name="Decision">What a request would get.</param>
/// <param name="Evaluation">Everything eligible and refused.</param>
/// <param name="Rules">The rules that were asked for, in order, whether they say something of the caller or not.</param>
/// <param name="RuleCount">How many rules there are.</param>
internal sealed record RuleSetExplanation(RuleDecision Decision, RuleSetEvaluation Evaluation, IReadOnlyList<RuleExplanation> Rules, int RuleCount)
{
    /// <summary>The same answer as <see cref="RuleSet.Evaluate"/> with the reasons for it, of every rule.</summary>
    /// <param name="rules">That are asked.</param>
    /// <param name="caller">Whose token was verified, or is tried out.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">As a request would name it; null for none.</param>
    public static RuleSetExplanation Of(RuleSet rules, CallerIdentity caller, RequestContext context, string? role) =>
        Of(rules, rules.See(caller, context), context, role, rules.Rules);

    /// <summary>
    /// The same of the rules that hold for the caller, and of those that could grant or deny the role. Without a role it costs what the caller
    /// brings, as <see cref="RuleSet.Evaluate"/> does; a role costs one look at what each rule gives.
    /// </summary>
    /// <param name="rules">That are asked.</param>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">One role, without a star; null for none.</param>
    /// <param name="mostOthers">Rules about the role that do not hold; where there are more, the first ones are explained.</param>
    public static RuleSetExplanation OfOwn(RuleSet rules, CallerIdentity caller, RequestContext context, string? role, int mostOthers)
    {
        var (view, all) = (rules.See(caller, context), rules.Rules);
        var holding = rules.FindCandidates(view).Where(rule => Holds(all[rule], view)).ToHashSet();
        IReadOnlySet<string> named = role is null ? new HashSet<string>(StringComparer.Ordinal) : RoleReach.Of(rules, role).RuleIds;
        var others = Enumerable.Range(0, named.Count == 0 ? 0 : all.Count).Where(rule => named.Contains(all[rule].Id) && !holding.Contains(rule)).Take(mostOthers);
        return Of(rules, view, context, role, holding.Concat(others).Order().Select(rule => all[rule]));
    }

    private static RuleSetExplanation Of(RuleSet rules, CallerView view, RequestContext context, string? role, IEnumerable<CompiledRule> explained)
    {
        var evaluation = rules.Evaluate(view.Caller, context);
        var explainer = new RuleExplainer(view, rules.FindDenies(view));
        return new RuleSetExplanation(evaluation.Select(role), evaluation, [.. explained.Select(explainer.Explain)], rules.Rules.Count);
    }

    private static bool Holds(CompiledRule rule, CallerView view) => rule.When.Test(view, rule.Purpose).Truth != Truth.False;
}

/// <summary>One rule and one caller.</summary>
internal sealed record RuleExplanation
{
    public required string RuleId { get; init; }

    public string? Description { get; init; }

    /// <summary>Where the rule begins.</summary>
    public required SourcePosition At { get; init; }

    /// <summary>A deny rule, which holds unless it is false; a grant rule needs true.</summary>
    public required bool Denies { get; init; }

    public required Truth Truth { get; init; }

    public required PredicateExplanation When { get; init; }

    /// <summary>One for each binding, of a grant rule that holds.</summary>
    public IReadOnlyList<GrantExplanation> Grants { get; init; } = [];

    /// <summary>The one change that would make a grant rule hold; null where it holds, or where one change would not do.</summary>
    public string? Remedy { get; init; }
}

/// <summary>One test and one caller.</summary>
/// <param name="Test">Of the rule.</param>
/// <param name="Kind">As the language calls it: <c>group</c>, <c>claims.department</c>, <c>any</c>.</param>
/// <param name="Expected">What the rule wants; empty for combinations.</param>
/// <param name="Actual">What the caller brings, bounded; empty for combinations.</param>
/// <param name="Truth">Whether it holds; inside <c>not</c>, of the part itself.</param>
/// <param name="Bindings">By capture; at most 20.</param>
/// <param name="Parts">Of a combination.</param>
internal sealed record PredicateExplanation(
    Predicate Test,
    string Kind,
    string Expected,
    string Actual,
    Truth Truth,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Bindings,
    IReadOnlyList<PredicateExplanation> Parts);

/// <summary>What one binding of a grant rule came to: granted or refused.</summary>
/// <param name="Captures">By name.</param>
/// <param name="Granted">With every value rendered.</param>
/// <param name="Refused">And why.</param>
/// <param name="Remedy">The one change that would make a refused grant succeed, where one can be named.</param>
internal sealed record GrantExplanation(IReadOnlyDictionary<string, string> Captures, Grant? Granted, RefusedGrant? Refused, string? Remedy);
