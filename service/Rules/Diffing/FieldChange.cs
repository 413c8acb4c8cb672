namespace TokenBridge.Rules.Diffing;

/// <summary>One value on both sides; null where a side has none.</summary>
/// <param name="Field">As the language calls it: <c>grant.duration</c>, <c>tag team</c>.</param>
/// <param name="Old">As it was.</param>
/// <param name="New">As it is.</param>
internal sealed record FieldChange(string Field, string? Old, string? New)
{
    /// <returns>What is not the same, in the order of <paramref name="old"/>, and behind it what only <paramref name="new"/> has.</returns>
    public static IReadOnlyList<FieldChange> Between(IReadOnlyList<KeyValuePair<string, string>> old, IReadOnlyList<KeyValuePair<string, string>> @new)
    {
        var (before, after) = (old.ToDictionary(StringComparer.Ordinal), @new.ToDictionary(StringComparer.Ordinal));
        return
        [
            .. old.Concat(@new)
                .Select(field => field.Key)
                .Distinct(StringComparer.Ordinal)
                .Select(field => new FieldChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
                .Where(change => change.Old != change.New),
        ];
    }
}
