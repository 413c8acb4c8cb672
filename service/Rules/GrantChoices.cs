using TokenBridge.Rules.Model;

namespace TokenBridge.Rules;

/// <summary>What a caller can ask for so as to get one certain grant: its name, or where others share that, its rule's id, or its role ARN.</summary>
internal static class GrantChoices
{
    /// <returns>Ordinal, each once.</returns>
    public static IReadOnlyList<string> Names(RuleSetEvaluation evaluation, IReadOnlyList<Grant> grants)
    {
        var names = Count(evaluation.Eligible.Select(grant => grant.Name));
        var rules = Count(evaluation.Eligible.Select(grant => grant.RuleId));
        var roles = Count(evaluation.Eligible.Select(grant => grant.Role.Value));
        var refusedNames = evaluation.Refused.Select(grant => grant.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var refusedRules = evaluation.Refused.Select(grant => grant.RuleId).ToHashSet(StringComparer.Ordinal);
        return [.. grants.Select(Choice).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        string Choice(Grant grant) =>
            names[grant.Name] == 1 ? grant.Name
            : rules[grant.RuleId] == 1 && !IsName(grant.RuleId) ? grant.RuleId
            : roles[grant.Role.Value] == 1 && !IsName(grant.Role.Value) && !rules.ContainsKey(grant.Role.Value) && !refusedRules.Contains(grant.Role.Value) ? grant.Role.Value
            : grant.Name;

        bool IsName(string text) => names.ContainsKey(text) || refusedNames.Contains(text);
    }

    private static Dictionary<string, int> Count(IEnumerable<string> texts) =>
        texts.CountBy(text => text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
