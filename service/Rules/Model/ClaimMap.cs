using System.Globalization;

namespace TokenBridge.Rules.Model;

/// <summary>Values of a claim that stand for others, declared by whoever wrote the rules: <c>"R&amp;D": rnd</c>. Those that it does not name stay.</summary>
internal sealed class ClaimMap
{
    private readonly Dictionary<string, string> _values;

    /// <param name="values">What the token holds, and what the rules see in its place.</param>
    public ClaimMap(IEnumerable<KeyValuePair<string, string>> values)
    {
        _values = new(values, StringComparer.Ordinal);
        Identity = string.Concat(_values
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Length}:{pair.Key}{pair.Value.Length}:{pair.Value}")));
    }

    /// <summary>Alike for maps that do the same.</summary>
    public string Identity { get; }

    /// <returns>What the token may hold for the rules to see a value, beside the value itself; ordinal.</returns>
    public IReadOnlyList<string> StandingFor(string seen) => [.. _values.Where(pair => pair.Value == seen).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    /// <returns>Null where the value stays.</returns>
    public string? Find(string value) => _values.GetValueOrDefault(value);
}
