using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>What the rules say of one caller, and why, as far as the reader may see it.</summary>
/// <param name="Caller">Whose own values stand in it.</param>
/// <param name="RulesHash">Of the set that was asked.</param>
/// <param name="Asked">The role that was named; null for none.</param>
/// <param name="Rules">The set's answer, with the rules to show.</param>
internal sealed record Explanation(CallerIdentity Caller, string RulesHash, string? Asked, RuleSetExplanation Rules)
{
    /// <summary>
    /// Rules about the named role that do not hold for the caller: enough to see what is missing, and no page of fifty megabytes where every rule
    /// of ten thousand could give a role of that name.
    /// </summary>
    private const int MostOthers = 100;

    private const int MostNearest = 3;

    /// <summary>What the rules saw of the caller.</summary>
    public required CallerReading Read { get; init; }

    /// <summary>Grant rules that one change would make hold, those of whose tests most hold already first; for who gets nothing because no rule fits.</summary>
    public IReadOnlyList<RuleExplanation> Nearest { get; private init; } = [];

    /// <summary>For the owner of the rules: every rule.</summary>
    public static Explanation OfEverything(RuleSet rules, CallerIdentity caller, RequestContext context, string? role)
    {
        var explanation = RuleSetExplanation.Of(rules, caller, context, role);
        return new Explanation(caller, rules.Hash, role, explanation) { Read = CallerReading.Of(rules, caller), Nearest = FindNearest(rules, explanation, role) };
    }

    /// <summary>
    /// For the caller: the rules that hold for it, and those that could grant or deny the role that it named. The others would be a map of
    /// who has what, and which group is worth stealing.
    /// </summary>
    /// <param name="rules">Those of now.</param>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">One role, without a star.</param>
    public static Explanation OfOwn(RuleSet rules, CallerIdentity caller, RequestContext context, string? role) =>
        new(caller, rules.Hash, role, RuleSetExplanation.OfOwn(rules, caller, context, role, MostOthers)) { Read = CallerReading.Of(rules, caller) };

    private static IReadOnlyList<RuleExplanation> FindNearest(RuleSet rules, RuleSetExplanation explanation, string? role)
    {
        if (explanation.Decision is not RuleDecision.Denied { Reason: DenialReason.NoRuleMatches or DenialReason.RoleNotGranted })
        {
            return [];
        }

        var leading = role is null ? null : RoleReach.Of(rules, role).Routes.Select(route => route.RuleId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. explanation.Rules
                .Where(rule => rule.Remedy is not null && leading?.Contains(rule.RuleId) != false)
                .OrderByDescending(rule => rule.When.Parts.Count(part => part.Truth == Truth.True))
                .Take(MostNearest),
        ];
    }
}
