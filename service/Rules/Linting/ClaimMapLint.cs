using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Maps of claims that say more than one reads in them: two values that become one can no longer be told apart, and a test of a value that is
/// replaced never holds, which lets a deny stand open.
/// </summary>
internal static class ClaimMapLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        var maps = document.Claims.Where(claim => claim.Map is not null).DistinctBy(claim => claim.Name.Text).ToDictionary(claim => claim.Name.Text, claim => claim.Map!, StringComparer.Ordinal);
        return maps.Count == 0 ? [] : maps.SelectMany(FindMerged).Concat(document.Rules.SelectMany(rule => FindReplaced(rule, maps)));
    }

    private static IEnumerable<RuleWarning> FindMerged(KeyValuePair<string, IReadOnlyList<KeyValuePair<Written, Written>>> claim) =>
        from values in claim.Value.GroupBy(pair => pair.Value.Text, StringComparer.Ordinal)
        from pair in values.Skip(1)
        select new RuleWarning(
            pair.Key.At,
            LintCode.Mapped,
            $"{SafeText.Quote(pair.Key.Text)} becomes {SafeText.Quote(values.Key)} as {SafeText.Quote(values.First().Key.Text)} does, and no rule can tell the two apart; map it to something else");

    private static IEnumerable<RuleWarning> FindReplaced(RuleDocument rule, Dictionary<string, IReadOnlyList<KeyValuePair<Written, Written>>> maps) =>
        from test in ConditionTests.Leaves(rule.When).OfType<PredicateDocument.Claim>()
        where maps.ContainsKey(test.Name.Text)
        let map = maps[test.Name.Text]
        from value in Values(test.Test)
        where map.Any(pair => pair.Key.Text == value.Text) && map.All(pair => pair.Value.Text != value.Text)
        select new RuleWarning(
            value.At,
            LintCode.Mapped,
            $"the map of {SafeText.Quote(test.Name.Text)} replaces {SafeText.Quote(value.Text)}, so this never holds; write {SafeText.Quote(map.First(pair => pair.Key.Text == value.Text).Value.Text)}",
            rule);

    private static IEnumerable<Written> Values(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Equal equal => equal.Values,
        ClaimTestDocument.Not not => Values(not.Test),
        _ => [],
    };
}
