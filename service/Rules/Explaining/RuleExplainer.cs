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
        var explainer = new PredicateExplainer(view, rule.Captures);
        var when = explainer.Explain(rule.When, rule.Purpose);
        return new RuleExplanation
        {
            RuleId = rule.Id,
            Description = rule.Description,
            At = rule.At,
            Denies = rule.Grant is null,
            Truth = when.Truth,
            When = when,
            Grants = rule.Grant is not null && when.Truth == Truth.True ? ExplainGrants(rule, rule.Grant, explainer) : [],
            Remedy = rule.Grant is not null && when.Truth != Truth.True ? Remedy.ToHold(when) : null,
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
        foreach (var binding in bindings?.Sorted() ?? GrantVerdict.NoBinding)
        {
            explanations.Add(GrantVerdict.Of(grant, view, binding, denies).Match(
                granted => new GrantExplanation(explainer.Named(binding), granted, null, null),
                refused => new GrantExplanation(explainer.Named(binding), null, refused, FindRemedy(rule, grant, binding, refused))));
        }

        return explanations;
    }

    private string? FindRemedy(CompiledRule rule, GrantTemplate grant, string?[] binding, RefusedGrant refused) => refused.Reason switch
    {
        DenialReason.DeniedByRule => AgainstDeny(grant, binding, refused),
        DenialReason.MissingValue or DenialReason.InvalidValue => ForValue(rule, grant, binding, refused),
        DenialReason.StepUpRequired => Remedy.ToStepUp(refused.StepUp!),
        DenialReason.NoRuleMatches or DenialReason.RoleNotGranted or DenialReason.RoleRequired => null,
    };

    /// <summary>Only where nothing else would refuse the grant once it is not denied.</summary>
    private string? AgainstDeny(GrantTemplate grant, string?[] binding, RefusedGrant refused)
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
    private string? ForValue(CompiledRule rule, GrantTemplate grant, string?[] binding, RefusedGrant refused)
    {
        const string Plain = "xx";
        if (refused is not { Placeholder: { } name, Claim: { } claim } || (refused.Role is null && denies is not null))
        {
            return null;
        }

        var changed = view.With(claim, ClaimValue.Of(Plain));
        return rule.When.Test(changed, Purpose.Grant).Truth == Truth.True && IsEligible(grant, changed, binding, denies) ? Remedy.ToValue(name, claim, refused.Reason) : null;
    }

    private static bool IsEligible(GrantTemplate grant, CallerView caller, string?[] binding, ActiveDenies? denies) =>
        GrantVerdict.Of(grant, caller, binding, denies).Succeeded;
}
