using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules;

/// <summary>What one binding of a rule that holds comes to: a grant, or why there is none.</summary>
internal static class GrantVerdict
{
    /// <summary>Of a rule that captures nothing.</summary>
    public static readonly List<string?[]> NoBinding = [[]];

    /// <param name="grant">Of the rule.</param>
    /// <param name="view">The caller.</param>
    /// <param name="binding">Values of the rule's captures.</param>
    /// <param name="denies">That hold for the caller; null for none.</param>
    public static Result<Grant, RefusedGrant> Of(GrantTemplate grant, CallerView view, string?[] binding, ActiveDenies? denies) =>
        Of(grant, view, binding, denies, grant.RenderName(view, binding));

    /// <summary>Deny is looked at as soon as the role is known: who is denied is told so, not which claim is amiss.</summary>
    /// <param name="grant">Of the rule.</param>
    /// <param name="view">The caller.</param>
    /// <param name="binding">Values of the rule's captures.</param>
    /// <param name="denies">That hold for the caller; null for none.</param>
    /// <param name="rendered">The grant's name.</param>
    public static Result<Grant, RefusedGrant> Of(
        GrantTemplate grant, CallerView view, string?[] binding, ActiveDenies? denies, Result<string, RenderFault> rendered)
    {
        if (!grant.Role.Render(view, binding).TryGet(out var role, out var roleFault))
        {
            return DenialText.Unrendered(grant, rendered.Value, null, roleFault);
        }

        if (denies?.Find(role) is { } holding)
        {
            return DenialText.Denied(grant, rendered.Value, role, holding);
        }

        if (!rendered.TryGet(out var name, out var nameFault))
        {
            return DenialText.Unrendered(grant, null, role, nameFault);
        }

        if (!grant.Render(view, binding, name, role).TryGet(out var granted, out var fault))
        {
            return DenialText.Unrendered(grant, name, role, fault);
        }

        // Last, so that nobody is sent to log in again for something that would be refused all the same.
        return grant.Require is { } require && require.Lacks(view.Caller, require.MaxAge is null ? default : view.Now) is { } lacks
            ? DenialText.StepUpRequired(granted, require, lacks)
            : granted;
    }
}
