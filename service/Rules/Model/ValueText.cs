using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Model;

/// <summary>Lists of values as people read them: quoted, at most twenty, harmless for terminals and logs.</summary>
internal static class ValueText
{
    private const int Most = 20;

    /// <summary>What a rule wants.</summary>
    public static string AnyOf(IEnumerable<string> values) => List([.. values], " or ");

    /// <summary>What a caller brings.</summary>
    public static string List(IReadOnlyList<string> values) => values.Count == 0 ? "none" : List(values, ", ");

    /// <summary>The same, with what there is to say of single ones behind them.</summary>
    public static string List(IReadOnlyList<string> values, Func<string, string?> remark)
    {
        var shown = string.Join(", ", values.Take(Most).Select(value => $"{SafeText.Quote(value)}{(remark(value) is { } said ? $" ({said})" : "")}"));
        return values.Count == 0 ? "none" : values.Count > Most ? $"{shown} and {values.Count - Most} more" : shown;
    }

    private static string List(IReadOnlyList<string> values, string separator)
    {
        var shown = string.Join(separator, values.Take(Most).Select(SafeText.Quote));
        return values.Count > Most ? $"{shown} and {values.Count - Most} more" : shown;
    }
}
