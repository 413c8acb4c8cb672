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
    public static Result<Grant, RefusedGrant> Of(GrantTemplate grant, CallerView view, string?[] binding, ActiveDenies? denies)
    {
        var name = grant.RenderName(view, binding, out var fault);
        return Of(grant, view, binding, denies, name, fault);
    }

    /// <summary>Deny is looked at as soon as the role is known: who is denied is told so, not which claim is amiss.</summary>
    /// <param name="grant">Of the rule.</param>
    /// <param name="view">The caller.</param>
    /// <param name="binding">Values of the rule's captures.</param>
    /// <param name="denies">That hold for the caller; null for none.</param>
    /// <param name="name">Rendered; null after <paramref name="nameFault"/>.</param>
    /// <param name="nameFault">Why there is no name.</param>
    public static Result<Grant, RefusedGrant> Of(
        GrantTemplate grant, CallerView view, string?[] binding, ActiveDenies? denies, string? name, RenderFault? nameFault)
    {
        var role = grant.Role.Render(view, binding, out var fault);
        if (role is not null && denies?.Find(role) is { } holding)
        {
            return DenialText.Denied(grant, name, role, holding);
        }

        fault ??= nameFault;
        if (fault is not null || grant.Render(view, binding, name!, role!, out fault) is not { } rendered)
        {
            return DenialText.Unrendered(grant, name, role, fault!);
        }

        // Last, so that nobody is sent to log in again for something that would be refused all the same.
        return grant.Require?.Lacks(view.Caller, view.Context) is { } lacks ? DenialText.StepUpRequired(rendered, grant.Require, lacks) : rendered;
    }
}
