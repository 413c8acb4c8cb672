using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Patterns over groups and roles within others. Says yes only where that is sure: a pattern with captures is taken to cover nothing.</summary>
internal static class PatternCover
{
    /// <returns>Whether whatever matches <paramref name="narrow"/> matches <paramref name="wide"/>.</returns>
    public static bool Covers(MembershipKind kind, PatternDocument wide, PatternDocument narrow) =>
        wide.Client?.Text == narrow.Client?.Text
        && (wide.Text.Text == narrow.Text.Text || (Parse(kind, wide.Text.Text) is { Captures.Count: 0 } outer && Parse(kind, narrow.Text.Text) is { } inner && Covers(outer, inner)));

    /// <returns>The same for a pattern whose client, if it has one, is part of its text.</returns>
    public static bool Covers(MembershipKind kind, PatternDocument wide, string narrow) => Covers(kind, wide, new PatternDocument(wide.Text with { Text = narrow }));

    /// <summary>The names that a pattern captures.</summary>
    public static IReadOnlyList<string> Captures(MembershipKind kind, PatternDocument pattern) => Parse(kind, pattern.Text.Text)?.Captures ?? [];

    private static PathPattern? Parse(MembershipKind kind, string text) =>
        PathPattern.Read(kind == MembershipKind.Group ? text : $"/{text}").Value;

    private static bool Covers(PathPattern wide, PathPattern narrow)
    {
        var lengths = wide.WithDescendants ? narrow.Segments.Count >= wide.Segments.Count : !narrow.WithDescendants && narrow.Segments.Count == wide.Segments.Count;
        return lengths && wide.Segments.Zip(narrow.Segments).All(pair => Covers(pair.First, pair.Second));
    }

    /// <summary>Without captures an open segment is <c>*</c>.</summary>
    private static bool Covers(PatternSegment wide, PatternSegment narrow) => wide.IsOpen || (!narrow.IsOpen && wide.Before == narrow.Before);
}
