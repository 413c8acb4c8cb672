using TokenBridge.Mapping;
using TokenBridge.Tokens;

namespace TokenBridge.Credentials;

/// <summary>What the rules say of one caller, and why, as far as the reader may see it.</summary>
/// <param name="Caller">Whose own values stand in it.</param>
/// <param name="RulesHash">Of the set that was asked.</param>
/// <param name="Asked">The role that was named; null for none.</param>
/// <param name="Rules">The set's answer.</param>
/// <param name="Shown">The rules to show, in order.</param>
internal sealed record Explanation(CallerIdentity Caller, string RulesHash, string? Asked, RuleSetExplanation Rules, IReadOnlyList<RuleExplanation> Shown)
{
    private const int MostNearest = 3;

    /// <summary>Grant rules that one change would make hold, those of whose tests most hold already first; for who gets nothing because no rule fits.</summary>
    public IReadOnlyList<RuleExplanation> Nearest { get; private init; } = [];

    /// <summary>For the owner of the rules: every rule.</summary>
    public static Explanation OfEverything(RuleSet rules, CallerIdentity caller, RequestContext context, string? role)
    {
        var explanation = rules.Explain(caller, context, role);
        return new Explanation(caller, rules.Hash, role, explanation, explanation.Rules) { Nearest = FindNearest(rules, explanation, role) };
    }

    /// <summary>
    /// For the caller: the rules that hold for it, and those that could grant or deny the role that it named. The others would be a map of
    /// who has what, and which group is worth stealing.
    /// </summary>
    /// <param name="rules">Those of now.</param>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">One role, without a star.</param>
    public static Explanation OfOwn(RuleSet rules, CallerIdentity caller, RequestContext context, string? role)
    {
        var everything = OfEverything(rules, caller, context, role);
        var reach = role is null ? null : rules.Who(role);
        var named = (reach?.Routes.Select(route => route.RuleId) ?? []).Concat(reach?.Cuts.Select(cut => cut.RuleId) ?? []).ToHashSet(StringComparer.Ordinal);
        return everything with { Nearest = [], Shown = [.. everything.Shown.Where(rule => rule.Truth != Truth.False || named.Contains(rule.RuleId))] };
    }

    private static IReadOnlyList<RuleExplanation> FindNearest(RuleSet rules, RuleSetExplanation explanation, string? role)
    {
        if (explanation.Decision is not MappingDecision.Denied { Reason: DenialReason.NoRuleMatches or DenialReason.RoleNotGranted })
        {
            return [];
        }

        var leading = role is null ? null : rules.Who(role).Routes.Select(route => route.RuleId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. explanation.Rules
                .Where(rule => rule.Mend is not null && leading?.Contains(rule.RuleId) != false)
                .OrderByDescending(rule => rule.When.Parts.Count(part => part.Truth == Truth.True))
                .Take(MostNearest),
        ];
    }
}
