using System.Globalization;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>Values of claims that meet a test, and values that just miss it.</summary>
/// <param name="document">Whose claims they are.</param>
internal sealed class ClaimExample(RuleSetDocument document)
{
    private readonly Dictionary<string, ClaimDocument> _claims = document.Claims.DistinctBy(claim => claim.Name.Text).ToDictionary(claim => claim.Name.Text, StringComparer.Ordinal);

    /// <summary>Where a name stands in the token; null for the issuer, which is in none.</summary>
    public string? Place(string name) =>
        _claims.TryGetValue(name, out var claim) ? claim.From!.Text : BuiltInClaims.Places.GetValueOrDefault(name)?.Text;

    /// <summary>Something for a claim of which nothing is asked: apart for each place.</summary>
    public static string Of(string pointer) => $"{string.Concat(pointer[(pointer.LastIndexOf('/') + 1)..].Where(char.IsAsciiLetterOrDigit))}-1";

    /// <summary>What the token must hold for the rules to see a value.</summary>
    public string Before(string name, string seen)
    {
        var map = _claims.GetValueOrDefault(name)?.Map ?? [];
        return map.Where(pair => pair.Value.Text == seen).Select(pair => pair.Key.Text).FirstOrDefault() ?? seen;
    }

    /// <returns>Every value worth trying; none where the claim must be absent.</returns>
    public static IReadOnlyList<string> Meeting(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Equal equal => [.. equal.Values.Select(value => value.Text)],
        ClaimTestDocument.Like like => [.. like.Globs.Select(glob => glob.Text.Replace("*", "x", StringComparison.Ordinal))],
        ClaimTestDocument.Range range => [.. new[] { range.AtLeast?.Text, range.AtMost?.Text }.OfType<string>()],
        ClaimTestDocument.Exists { Value.Text: "true" } => ["any"],
        ClaimTestDocument.Not not => Missing(not.Test),
        _ => [],
    };

    /// <returns>The same for the opposite.</returns>
    public static IReadOnlyList<string> Missing(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Exists { Value.Text: "true" } => [],
        ClaimTestDocument.Exists => ["any"],
        ClaimTestDocument.Range range => [.. new[] { Next(range.AtLeast?.Text, -1), Next(range.AtMost?.Text, 1) }.OfType<string>()],
        ClaimTestDocument.Not not => Meeting(not.Test),
        ClaimTestDocument.Equal equal => [Other(equal)],
        _ => ["~"],
    };

    private static string Other(ClaimTestDocument.Equal equal) =>
        equal.Values.Any(value => value.Text == "other") ? "another" : "other";

    private static string? Next(string? number, int step) =>
        NumberText.TryParse(number ?? "", out var value) && Math.Abs(value) < long.MaxValue ? (value + step).ToString(CultureInfo.InvariantCulture) : null;
}
