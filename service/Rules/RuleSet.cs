using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules;

/// <summary>Every rule, compiled. Immutable: a reload makes a new one.</summary>
internal sealed class RuleSet
{
    private readonly CompiledRule[] _rules;
    private readonly RuleIndex _index;
    private readonly MembershipTree _memberships;
    private readonly int _claims;

    /// <param name="rules">In the order of the files and within them.</param>
    /// <param name="memberships">Holds every pattern of the rules.</param>
    /// <param name="claims">Every claim that the rules read.</param>
    /// <param name="hash">Of the sources.</param>
    /// <param name="tests">In the order of the files and within them.</param>
    public RuleSet(IReadOnlyList<CompiledRule> rules, MembershipTree memberships, ClaimTable claims, string hash, IReadOnlyList<RuleTest> tests)
    {
        (_rules, _memberships, _claims, Hash, Tests, DeclaredClaims) = ([.. rules], memberships, claims.Count, hash, tests, claims.Declared);
        if (memberships.HasOrganizations && !DeclaredClaims.Any(pointer => pointer.Text == OrganizationClaim.Place.Text))
        {
            DeclaredClaims = [.. DeclaredClaims, OrganizationClaim.Place];
        }

        _index = new RuleIndex([.. rules.Select(rule => new RuleCondition(rule.When, rule.Purpose))]);
    }

    /// <summary>SHA-256 of the sources' texts in lower-case hex: equal texts, equal rules.</summary>
    public string Hash { get; }

    /// <summary>Tells this set from every other one; whoever remembers it does not keep the set in memory.</summary>
    public object Identity { get; } = new();

    public IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>What the files declare and what is built in, by the names that the rules use.</summary>
    public IReadOnlyList<NamedClaim> Claims { get; init; } = [];

    /// <summary>Whether any rule asks for organizations.</summary>
    public bool AsksForOrganizations => _memberships.HasOrganizations;

    /// <summary>Where the rules look in a token, beside groups, roles and the built-in names.</summary>
    public IReadOnlyList<JsonPointer> DeclaredClaims { get; }

    /// <summary>What the files say that the rules should do.</summary>
    public IReadOnlyList<RuleTest> Tests { get; }

    /// <summary>
    /// What a request gets: <c>Evaluate(caller, context).Select(role)</c>, and faster. Names come before all else, so where exactly one grant has the
    /// name that is asked for, the others need not be rendered.
    /// </summary>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">As the request names it; null for none.</param>
    public RuleSetDecision Decide(CallerIdentity caller, RequestContext context, string? role)
    {
        var view = See(caller, context);
        var candidates = _index.Find(view);
        var denies = FindDenies(view, candidates);
        var decision = (role is null ? null : RenderGrants(view, candidates, denies, role).SelectOnly())
            ?? RenderGrants(view, candidates, denies, null).Select(role);
        return new RuleSetDecision(decision, view.HasLookedAtSource, view.HasLookedAtTime);
    }

    /// <summary>Pure: the same caller in the same context gets the same answer for ever. Never throws, whatever the token holds.</summary>
    public RuleSetEvaluation Evaluate(CallerIdentity caller, RequestContext context)
    {
        var view = See(caller, context);
        var candidates = _index.Find(view);
        return RenderGrants(view, candidates, FindDenies(view, candidates), null);
    }

    /// <summary>One caller as these rules see it, for whoever explains what they say.</summary>
    public CallerView See(CallerIdentity caller, RequestContext context) => new(caller, context, _claims, _memberships.Match(caller));

    /// <returns>Places in <see cref="Rules"/> of those that may say something about a caller, ascending.</returns>
    public IReadOnlyList<int> FindCandidates(CallerView view) => _index.Find(view);

    /// <returns>The deny rules that hold for a caller; null for none.</returns>
    public ActiveDenies? FindDenies(CallerView view) => FindDenies(view, _index.Find(view));

    /// <param name="view">The caller.</param>
    /// <param name="candidates">Rules that may say something about it.</param>
    /// <param name="denies">That hold for it.</param>
    /// <param name="called">The name of the grants that are looked at; null for all, and for what has no name.</param>
    private RuleSetEvaluation RenderGrants(CallerView view, List<int> candidates, ActiveDenies? denies, string? called)
    {
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
                if (called is null)
                {
                    refused.Add(DenialText.Overfull(grant));
                }

                continue;
            }

            foreach (var binding in result.Bindings?.Sorted() ?? GrantVerdict.NoBinding)
            {
                var name = grant.RenderName(view, binding);
                if (called is not null && name.Value != called)
                {
                    continue;
                }

                if (GrantVerdict.Of(grant, view, binding, denies, name).TryGet(out var granted, out var refusal))
                {
                    eligible.Add(granted);
                }
                else
                {
                    refused.Add(refusal);
                }
            }
        }

        return new RuleSetEvaluation(view.Caller, _memberships, eligible, refused);
    }

    private ActiveDenies? FindDenies(CallerView view, List<int> candidates)
    {
        ActiveDenies? denies = null;
        foreach (var candidate in candidates)
        {
            var rule = _rules[candidate];
            if (rule.Deny is not null && rule.When.Test(view, Purpose.Deny) is { Truth: not Truth.False and var truth })
            {
                (denies ??= new ActiveDenies()).Add(new ActiveDeny(rule, truth));
            }
        }

        return denies;
    }
}
