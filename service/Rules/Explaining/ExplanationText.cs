using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Explaining;

/// <summary>Values as explanations show them: quoted, bounded, harmless for terminals and logs.</summary>
internal static class ExplanationText
{
    private const int Most = 20;

    /// <summary>What a rule wants.</summary>
    public static string AnyOf(IEnumerable<string> values) => List([.. values], " or ");

    /// <summary>What a caller brings.</summary>
    public static string List(IReadOnlyList<string> values) => values.Count == 0 ? "none" : List(values, ", ");

    public static string Claim(ClaimValue value) => value.Kind switch
    {
        ClaimKind.Absent => "absent",
        ClaimKind.Text or ClaimKind.Fraction => Quoted.Text(value.Text),
        ClaimKind.Texts => $"[{(value.Texts.Count == 0 ? "" : List([.. value.Texts.Order(StringComparer.Ordinal)], ", "))}]",
        ClaimKind.Opaque => "an object, or something else that is not one text",
    };

    private static string List(IReadOnlyList<string> values, string separator)
    {
        var shown = string.Join(separator, values.Take(Most).Select(Quoted.Text));
        return values.Count > Most ? $"{shown} and {values.Count - Most} more" : shown;
    }
}
