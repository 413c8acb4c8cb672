using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Explaining;

/// <summary>One caller and each rule: what came of its tests and of its grants, and the one change that would turn a refusal.</summary>
/// <param name="view">The caller.</param>
/// <param name="denies">That hold for the caller; null for none.</param>
internal sealed class RuleExplainer(CallerView view, ActiveDenies? denies)
{
    public RuleExplanation Explain(CompiledRule rule)
    {
        var purpose = rule.Grant is null ? Purpose.Deny : Purpose.Grant;
        var explainer = new PredicateExplainer(view, rule.Captures);
        var when = explainer.Explain(rule.When, purpose);
        return new RuleExplanation
        {
            RuleId = rule.Id,
            Description = rule.Description,
            At = rule.At,
            Denies = rule.Grant is null,
            Truth = when.Truth,
            When = when,
            Grants = rule.Grant is not null && when.Truth == Truth.True ? ExplainGrants(rule, rule.Grant, explainer) : [],
            Mend = rule.Grant is not null && when.Truth != Truth.True ? Remedy.ToHold(when) : null,
        };
    }

    private List<GrantExplanation> ExplainGrants(CompiledRule rule, GrantTemplate grant, PredicateExplainer explainer)
    {
        var bindings = rule.When.Test(view, Purpose.Grant).Bindings;
        if (bindings is { IsOverfull: true })
        {
            return [new GrantExplanation(new Dictionary<string, string>(), null, DenialText.Overfull(grant), null)];
        }

        var explanations = new List<GrantExplanation>();
        foreach (var binding in bindings?.Sorted() ?? RuleSet.NoBinding)
        {
            var (eligible, refused) = (new List<Grant>(), new List<RefusedGrant>());
            RuleSet.Render(grant, view, binding, denies, eligible, refused);
            var refusal = refused.Count == 0 ? null : refused[0];
            explanations.Add(new GrantExplanation(
                explainer.Named(binding), eligible.Count == 0 ? null : eligible[0], refusal, refusal is null ? null : Mend(rule, grant, binding, refusal)));
        }

        return explanations;
    }

    private string? Mend(CompiledRule rule, GrantTemplate grant, string?[] binding, RefusedGrant refused) => refused.Reason switch
    {
        DenialReason.DeniedByRule => MendDenied(grant, binding, refused),
        DenialReason.MissingValue or DenialReason.InvalidValue => MendValue(rule, grant, binding, refused),
        DenialReason.StepUpRequired => Remedy.ToStepUp(refused.StepUp!),
        DenialReason.NoRuleMatches or DenialReason.RoleNotGranted or DenialReason.RoleRequired => null,
    };

    /// <summary>Only where nothing else would refuse the grant once it is not denied.</summary>
    private string? MendDenied(GrantTemplate grant, string?[] binding, RefusedGrant refused)
    {
        if (!IsEligible(grant, view, binding, null))
        {
            return null;
        }

        var forbidding = denies!.FindAll(refused.Role!);
        return forbidding is [var only] ? Remedy.ToFail(new PredicateExplainer(view, only.Rule.Captures).Explain(only.Rule.When, Purpose.Deny)) : null;
    }

    /// <summary>
    /// Only where the grant was had with some plain value in that place, the rule's conditions looked at again. Which role a value in an ARN would give,
    /// and whether that is denied, depends on the value; where anything is denied, nothing is promised of it.
    /// </summary>
    private string? MendValue(CompiledRule rule, GrantTemplate grant, string?[] binding, RefusedGrant refused)
    {
        const string Plain = "xx";
        if (refused is not { Placeholder: { } name, Claim: { } claim } || (refused.Role is null && denies is not null))
        {
            return null;
        }

        var mended = view.With(claim, ClaimValue.Of(Plain));
        return rule.When.Test(mended, Purpose.Grant).Truth == Truth.True && IsEligible(grant, mended, binding, denies) ? Remedy.ToValue(name, claim, refused.Reason) : null;
    }

    private static bool IsEligible(GrantTemplate grant, CallerView caller, string?[] binding, ActiveDenies? denies)
    {
        var eligible = new List<Grant>();
        RuleSet.Render(grant, caller, binding, denies, eligible, []);
        return eligible.Count > 0;
    }
}
