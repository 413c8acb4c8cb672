using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules;

/// <summary>Everything that the rules say about one caller, whatever role is asked for.</summary>
/// <param name="caller">Whom it is about.</param>
/// <param name="memberships">What the rules ask for.</param>
/// <param name="eligible">In the order of the rules.</param>
/// <param name="refused">In the order of the rules.</param>
internal sealed class RuleSetEvaluation(
    CallerIdentity caller, MembershipTree memberships, IReadOnlyList<Grant> eligible, IReadOnlyList<RefusedGrant> refused)
{
    /// <summary>What the caller may ask for.</summary>
    public IReadOnlyList<Grant> Eligible { get; } = eligible;

    /// <summary>What rules mean for the caller and the caller does not get.</summary>
    public IReadOnlyList<RefusedGrant> Refused { get; } = refused;

    /// <summary>One grant or the reason why not; never the first of several.</summary>
    /// <param name="role">A grant's name, else its rule's id, else its role ARN, whole and case-sensitive. Null where none was named.</param>
    public RuleDecision Select(string? role)
    {
        if (role is null)
        {
            return Eligible.Count > 0 ? Choose(null, Eligible)
                : Refused.Count > 0 ? DenialText.Of(NearestToGranted(Refused))
                : DenialText.NoRule(caller, Uncounted());
        }

        // Names shadow rule ids, and those shadow ARNs, also where what has the name is refused: who asks for a name must not get something else.
        return SelectBy(role, static grant => grant.Name, static grant => grant.Name)
            ?? SelectBy(role, static grant => grant.RuleId, static grant => grant.RuleId)
            ?? SelectBy(role, static grant => grant.Role.Value, static grant => grant.Role?.Value)
            ?? DenialText.NotGranted(role, GrantChoices.Names(this, Eligible), Uncounted());
    }

    /// <summary>For an evaluation of what has one name only: the decision, where those grants make it and no other is named in it; else null.</summary>
    public RuleDecision? SelectOnly() =>
        Eligible.Count == 1 ? new RuleDecision.Granted(Eligible[0])
        : Eligible.Count == 0 && Refused.Count > 0 ? DenialText.Of(NearestToGranted(Refused))
        : null;

    /// <summary>What the token holds and the rules cannot count; null where that is nothing.</summary>
    private string? Uncounted() => UncountedMemberships.Text(
        memberships.HasGroups ? UncountedGroups.Of(caller) : null,
        memberships.HasOrganizations ? caller.Organizations : null);

    private RuleDecision? SelectBy(string role, Func<Grant, string> called, Func<RefusedGrant, string?> refusedCalled)
    {
        if (Matching(Eligible, role, called) is { } grants)
        {
            return Choose(role, grants);
        }

        return Matching(Refused, role, refusedCalled) is { } lost ? DenialText.Of(NearestToGranted(lost)) : null;
    }

    /// <returns>Null for none, which is what most look-ups find.</returns>
    private static List<T>? Matching<T>(IReadOnlyList<T> grants, string role, Func<T, string?> called)
    {
        List<T>? matching = null;
        for (var index = 0; index < grants.Count; index++)
        {
            if (called(grants[index]) == role)
            {
                (matching ??= []).Add(grants[index]);
            }
        }

        return matching;
    }

    private RuleDecision Choose(string? role, IReadOnlyList<Grant> grants)
    {
        var (best, single) = (grants[0], true);
        for (var index = 1; index < grants.Count; index++)
        {
            var order = grants[index].Priority.CompareTo(best.Priority);
            (best, single) = order > 0 ? (grants[index], true) : (best, single && order < 0);
        }

        return single ? new RuleDecision.Granted(best) : DenialText.RoleRequired(role, GrantChoices.Names(this, grants));
    }

    /// <summary>Of several step-ups the least demanding; else the first in the order of the rules.</summary>
    private static RefusedGrant NearestToGranted(IReadOnlyList<RefusedGrant> refused) =>
        refused.Where(grant => grant.StepUp is not null).MinBy(grant => grant.StepUp!, StepUp.ByDemand) ?? refused.MinBy(grant => Rank(grant.Reason))!;

    /// <summary>What the caller can change comes first.</summary>
    private static int Rank(DenialReason reason) => reason switch
    {
        DenialReason.StepUpRequired => 0,
        DenialReason.DeniedByRule => 1,
        DenialReason.InvalidValue => 2,
        DenialReason.MissingValue => 3,
        DenialReason.RoleRequired or DenialReason.RoleNotGranted or DenialReason.NoRuleMatches => 4,
    };
}
