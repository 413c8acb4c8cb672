using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>What a condition says of a claim's value wherever it holds.</summary>
internal static class ConditionValues
{
    /// <returns>Every value that the claim can then have, in ordinal order; null where that is open.</returns>
    public static IReadOnlyList<string>? Of(Predicate condition, ClaimSource? source) => source is null ? null : Find(condition, source) is { } values
        ? [.. values.Order(StringComparer.Ordinal)]
        : null;

    private static HashSet<string>? Find(Predicate condition, ClaimSource source)
    {
        var parts = condition.Parts.Select(part => (Part: part, Values: condition is Predicate.Not ? null : Find(part, source))).ToList();
        return condition switch
        {
            Predicate.ClaimEquals equal when ReferenceEquals(equal.Source, source) => new HashSet<string>(equal.Values, StringComparer.Ordinal),
            Predicate.AllOf => parts.Select(part => part.Values).OfType<HashSet<string>>().Aggregate((HashSet<string>?)null, Common),
            Predicate.AnyOf when parts.TrueForAll(part => part.Values is not null) => parts.SelectMany(part => part.Values!).ToHashSet(StringComparer.Ordinal),
            _ => null,
        };
    }

    private static HashSet<string> Common(HashSet<string>? known, HashSet<string> further) =>
        known is null ? further : known.Intersect(further, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
}
