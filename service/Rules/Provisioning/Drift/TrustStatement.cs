namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>One statement for one principal and one action: what a policy says, whichever way it is written.</summary>
/// <param name="Parts">By name, such as <c>action</c> or <c>condition StringEquals aws:RequestTag/team</c>; the order of values says nothing.</param>
internal sealed record TrustStatement(IReadOnlyDictionary<string, IReadOnlySet<string>> Parts)
{
    public const string Effect = "effect";

    public const string Action = "action";

    public const string Principal = "principal ";

    /// <summary>Whom it lets do what, without the conditions.</summary>
    public string Subject => string.Join(' ', Parts.Where(part => !IsCondition(part.Key)).OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {Text(part.Value)}"));

    public string Key => string.Join(' ', Parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {Text(part.Value)}"));

    /// <summary>Those whom it speaks of, with their kind.</summary>
    public IEnumerable<string> Principals => Parts.Where(part => part.Key.StartsWith(Principal, StringComparison.Ordinal)).SelectMany(part => part.Value.Select(value => $"{part.Key} {value}"));

    /// <returns>Names of the parts in which two statements differ, sorted.</returns>
    public IReadOnlyList<string> Differences(TrustStatement other) =>
        [.. Parts.Keys.Union(other.Parts.Keys, StringComparer.Ordinal).Where(name => ValueOf(name) != other.ValueOf(name)).Order(StringComparer.Ordinal)];

    public string ValueOf(string part) => Parts.TryGetValue(part, out var values) ? Text(values) : "absent";

    private static bool IsCondition(string part) => part.StartsWith("condition ", StringComparison.Ordinal);

    private static string Text(IReadOnlySet<string> values) => $"[{string.Join(", ", values.Order(StringComparer.Ordinal))}]";
}
