using TokenBridge.Tokens;

namespace TokenBridge.Mapping;

/// <summary>A rule that forbids, and how sure that is.</summary>
internal readonly record struct HoldingDeny(CompiledRule Rule, Truth Truth);

/// <summary>Every rule, compiled. Immutable: a reload makes a new one.</summary>
internal sealed class RuleSet
{
    private static readonly List<string?[]> NoBinding = [[]];

    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly RuleIndex _index;
    private readonly GroupTree _groups;
    private readonly int _claims;

    /// <param name="rules">In the order of the files and within them.</param>
    /// <param name="groups">Holds every pattern of the rules.</param>
    /// <param name="claims">How many claim sources the rules use.</param>
    /// <param name="hash">Of the sources.</param>
    public RuleSet(IReadOnlyList<CompiledRule> rules, GroupTree groups, int claims, string hash)
    {
        (_rules, _groups, _claims, Hash) = (rules, groups, claims, hash);
        _index = new RuleIndex(rules);
    }

    /// <summary>SHA-256 of the sources' texts in lower-case hex: equal texts, equal rules.</summary>
    public string Hash { get; }

    public IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>Pure: the same caller gets the same answer for ever. Never throws, whatever the token holds.</summary>
    public RuleSetEvaluation Evaluate(CallerIdentity caller)
    {
        var view = new CallerView(caller, _claims, _groups.Match(caller.Groups));
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

        return new RuleSetEvaluation(caller.IssuerId, eligible, refused);
    }

    private List<HoldingDeny>? FindDenies(CallerView view, List<int> candidates)
    {
        List<HoldingDeny>? denies = null;
        foreach (var candidate in candidates)
        {
            var rule = _rules[candidate];
            if (rule.Deny is not null && rule.When.Test(view, Purpose.Deny) is { Truth: not Truth.False and var truth })
            {
                (denies ??= []).Add(new HoldingDeny(rule, truth));
            }
        }

        return denies;
    }

    /// <summary>Deny is looked at as soon as the role is known: who is denied is told so, not which claim is amiss.</summary>
    private static void Render(
        GrantTemplate grant, CallerView view, string?[] binding, List<HoldingDeny>? denies, List<Grant> eligible, List<RefusedGrant> refused)
    {
        var name = grant.RenderName(view, binding, out var nameFault);
        var role = grant.Role.Render(view, binding, out var fault);
        if (role is not null && denies?.FirstOrDefault(deny => Forbids(deny, role)) is { Rule: not null } holding)
        {
            refused.Add(DenialText.Denied(grant, name, role, holding));
            return;
        }

        fault ??= nameFault;
        if (fault is null && grant.Render(view, binding, name!, role!, out fault) is { } rendered)
        {
            eligible.Add(rendered);
            return;
        }

        refused.Add(DenialText.Unrendered(grant, name, role, fault!));
    }

    private static bool Forbids(HoldingDeny deny, RoleArn role)
    {
        foreach (var glob in deny.Rule.Deny!.Roles)
        {
            if (glob.Matches(role.Value))
            {
                return true;
            }
        }

        return false;
    }
}
