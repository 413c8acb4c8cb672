using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Which single values a test of a claim holds for.</summary>
internal static class ClaimTestFit
{
    /// <returns>Null for tests that are not about a value.</returns>
    public static Func<string, bool>? Of(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Equal equal => Of(equal),
        ClaimTestDocument.Like like => Of(like),
        ClaimTestDocument.Range range => text => Fits(range, text),
        _ => null,
    };

    /// <summary>The same for a deny, which holds as well for what the test cannot judge.</summary>
    public static Func<string, bool>? UnlessFalse(ClaimTestDocument test) =>
        test is ClaimTestDocument.Range range ? text => !NumberText.TryParse(text, out _) || Fits(range, text) : Of(test);

    private static Func<string, bool> Of(ClaimTestDocument.Equal equal)
    {
        var values = equal.Values.Select(value => value.Text).ToHashSet(StringComparer.Ordinal);
        return values.Contains;
    }

    private static Func<string, bool> Of(ClaimTestDocument.Like like)
    {
        var globs = like.Globs.Select(glob => new TextGlob(glob.Text)).ToList();
        return text => globs.Exists(glob => glob.Matches(text));
    }

    private static bool Fits(ClaimTestDocument.Range range, string text) =>
        NumberText.TryParse(text, out var number)
        && (range.AtLeast is not { } low || (NumberText.TryParse(low.Text, out var least) && number >= least))
        && (range.AtMost is not { } high || (NumberText.TryParse(high.Text, out var most) && number <= most));
}
