using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Rules;

/// <summary>Every rule, compiled. Immutable: a reload makes a new one.</summary>
internal sealed class RuleSet
{
    /// <summary>Of a rule that captures nothing.</summary>
    public static readonly IReadOnlyList<string?[]> NoBinding = [[]];

    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly RuleIndex _index;
    private readonly MembershipTree _memberships;
    private readonly int _claims;

    /// <param name="rules">In the order of the files and within them.</param>
    /// <param name="memberships">Holds every pattern of the rules.</param>
    /// <param name="claims">How many claim sources the rules use.</param>
    /// <param name="hash">Of the sources.</param>
    /// <param name="tests">In the order of the files and within them.</param>
    public RuleSet(IReadOnlyList<CompiledRule> rules, MembershipTree memberships, int claims, string hash, IReadOnlyList<RuleTest> tests)
    {
        (_rules, _memberships, _claims, Hash, Tests) = (rules, memberships, claims, hash, tests);
        _index = new RuleIndex(rules);
    }

    /// <summary>SHA-256 of the sources' texts in lower-case hex: equal texts, equal rules.</summary>
    public string Hash { get; }

    /// <summary>Tells this set from every other one; whoever remembers it does not keep the set in memory.</summary>
    public object Identity { get; } = new();

    public IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>What the files say that the rules should do.</summary>
    public IReadOnlyList<RuleTest> Tests { get; }

    /// <summary>Pure: the same caller in the same context gets the same answer for ever. Never throws, whatever the token holds.</summary>
    public RuleSetEvaluation Evaluate(CallerIdentity caller, RequestContext context)
    {
        var view = View(caller, context);
        var candidates = _index.Find(view);
        var denies = FindDenies(view, candidates);
        var (eligible, refused) = (new List<Grant>(), new List<RefusedGrant>());
        foreach (var candidate in candidates)
        {
            var rule = _rules[candidate];
            if (rule.Grant is not { } grant || rule.When.Test(view, Purpose.Grant) is not { Truth: Truth.True } result)
            {
                continue;
            }

            if (result.Bindings is { IsOverfull: true })
            {
                refused.Add(DenialText.Overfull(grant));
                continue;
            }

            foreach (var binding in result.Bindings?.Sorted() ?? NoBinding)
            {
                Render(grant, view, binding, denies, eligible, refused);
            }
        }

        return new RuleSetEvaluation(caller.IssuerId, eligible, refused) { DependsOnSource = view.HasLookedAtSource, DependsOnTime = view.HasLookedAtTime };
    }

    /// <summary>The same answer as <see cref="Evaluate"/> with the reasons for it, of every rule; made for reading, not for requests by the thousand.</summary>
    /// <param name="caller">Whose token was verified, or is tried out.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">As a request would name it; null for none.</param>
    public RuleSetExplanation Explain(CallerIdentity caller, RequestContext context, string? role) =>
        Explain(View(caller, context), context, role, _rules);

    /// <summary>
    /// The same of the rules that hold for the caller, and of those that could grant or deny the role. Without a role it costs what the caller
    /// brings, as <see cref="Evaluate"/> does; a role costs one look at what each rule gives.
    /// </summary>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">One role, without a star; null for none.</param>
    /// <param name="mostOthers">Rules about the role that do not hold; where there are more, the first ones are explained.</param>
    public RuleSetExplanation ExplainOwn(CallerIdentity caller, RequestContext context, string? role, int mostOthers)
    {
        var view = View(caller, context);
        var holding = _index.Find(view).Where(rule => Holds(_rules[rule], view)).ToHashSet();
        var reach = role is null ? null : Who(role);
        var named = (reach?.Routes.Select(route => route.RuleId) ?? []).Concat(reach?.Cuts.Select(cut => cut.RuleId) ?? []).ToHashSet(StringComparer.Ordinal);
        var others = Enumerable.Range(0, named.Count == 0 ? 0 : _rules.Count).Where(rule => named.Contains(_rules[rule].Id) && !holding.Contains(rule)).Take(mostOthers);
        return Explain(view, context, role, holding.Concat(others).Order().Select(rule => _rules[rule]));
    }

    /// <summary>Reads the rules backwards: who gets a role, and who is kept from it.</summary>
    /// <param name="wanted">A grant name, a rule id, or a role ARN in which <c>*</c> is any text.</param>
    public RoleReach Who(string wanted) => RoleReach.Of(_rules, wanted);

    private RuleSetExplanation Explain(CallerView view, RequestContext context, string? role, IEnumerable<CompiledRule> rules)
    {
        var evaluation = Evaluate(view.Caller, context);
        var explainer = new RuleExplainer(view, FindDenies(view, _index.Find(view)));
        return new RuleSetExplanation(evaluation.Select(role), evaluation, [.. rules.Select(explainer.Explain)], _rules.Count);
    }

    private static bool Holds(CompiledRule rule, CallerView view) =>
        rule.When.Test(view, rule.Grant is null ? Purpose.Deny : Purpose.Grant).Truth != Truth.False;

    private CallerView View(CallerIdentity caller, RequestContext context) => new(caller, context, _claims, _memberships.Match(caller));

    private ActiveDenies? FindDenies(CallerView view, List<int> candidates)
    {
        ActiveDenies? denies = null;
        foreach (var candidate in candidates)
        {
            var rule = _rules[candidate];
            if (rule.Deny is not null && rule.When.Test(view, Purpose.Deny) is { Truth: not Truth.False and var truth })
            {
                (denies ??= new ActiveDenies()).Add(new HoldingDeny(rule, truth));
            }
        }

        return denies;
    }

    /// <summary>Deny is looked at as soon as the role is known: who is denied is told so, not which claim is amiss.</summary>
    public static void Render(
        GrantTemplate grant, CallerView view, string?[] binding, ActiveDenies? denies, List<Grant> eligible, List<RefusedGrant> refused)
    {
        var name = grant.RenderName(view, binding, out var nameFault);
        var role = grant.Role.Render(view, binding, out var fault);
        if (role is not null && denies?.Find(role) is { } holding)
        {
            refused.Add(DenialText.Denied(grant, name, role, holding));
            return;
        }

        fault ??= nameFault;
        if (fault is null && grant.Render(view, binding, name!, role!, out fault) is { } rendered)
        {
            // Last, so that nobody is sent to log in again for something that would be refused all the same.
            if (grant.Require?.Lacks(view) is { } lacks)
            {
                refused.Add(DenialText.StepUpRequired(rendered, grant.Require, lacks));
            }
            else
            {
                eligible.Add(rendered);
            }

            return;
        }

        refused.Add(DenialText.Unrendered(grant, name, role, fault!));
    }
}
