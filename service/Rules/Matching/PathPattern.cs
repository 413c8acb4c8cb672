using System.Diagnostics.CodeAnalysis;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>One segment of a pattern: text before, an open middle, text after. Without an open middle it is a literal.</summary>
/// <param name="Before">The whole segment, where it is a literal.</param>
/// <param name="IsOpen">At least one character stands between <paramref name="Before"/> and <paramref name="After"/>.</param>
/// <param name="After">Empty for a literal.</param>
/// <param name="Capture">What the open middle is called, if anything.</param>
internal readonly record struct PatternSegment(string Before, bool IsOpen, string After, string? Capture);

/// <summary>A pattern over group paths: <c>/ml/{team}/scientists</c>, <c>/contractors/**</c>. Always absolute, anchored, case-sensitive.</summary>
internal sealed record PathPattern(IReadOnlyList<PatternSegment> Segments, bool WithDescendants)
{
    public const int MaxSegments = 32;

    private const int MaxLength = 1024;

    /// <summary>Capture names in the order of the pattern, each once.</summary>
    public IReadOnlyList<string> Captures { get; } = [.. Segments.Select(segment => segment.Capture).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <param name="text">The candidate.</param>
    /// <param name="pattern">The pattern, where the result is true.</param>
    /// <param name="fault">What is wrong and what to write, where the result is false.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathPattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        pattern = null;
        if (text.Length is < 2 or > MaxLength || text[0] != '/')
        {
            fault = $"is no absolute path of 2 to {MaxLength} characters; write /group/subgroup";
            return false;
        }

        var parts = text[1..].Split('/');
        var withDescendants = parts[^1] == "**";
        if (parts.Length > MaxSegments)
        {
            fault = $"has more than {MaxSegments} segments";
            return false;
        }

        var segments = new List<PatternSegment>();
        foreach (var part in withDescendants ? parts[..^1] : parts)
        {
            if (!TryParseSegment(part, out var segment, out fault))
            {
                return false;
            }

            segments.Add(segment);
        }

        fault = null;
        pattern = new PathPattern(segments, withDescendants);
        return true;
    }

    private static bool TryParseSegment(string text, out PatternSegment segment, [NotNullWhen(false)] out string? fault)
    {
        segment = new PatternSegment("", IsOpen: true, "", null);
        fault = text.Length == 0 ? "has an empty segment; write one / between names and none at the end" : null;
        if (text == "*" || fault is not null)
        {
            return fault is null;
        }

        if (text.Contains('*', StringComparison.Ordinal))
        {
            fault = text == "**"
                ? "has ** before its end; ** stands last, and * for one segment"
                : "has * beside other text; * stands alone in its segment: write prefix-{name} for a part of one";
            return false;
        }

        if (!text.AsSpan().ContainsAny('{', '}'))
        {
            segment = new PatternSegment(text, IsOpen: false, "", null);
            return true;
        }

        if (Template.TryParse(text, out var template, out var templateFault) && template.Parts.All(part => part.Name is null || part.Mode == PlaceholderMode.Required))
        {
            return TryUse(template.Parts, out segment, out fault);
        }

        fault = templateFault?.Message ?? "has a placeholder with ? or =; a capture is just {name}";
        return false;
    }

    private static bool TryUse(IReadOnlyList<TemplatePart> parts, out PatternSegment segment, [NotNullWhen(false)] out string? fault)
    {
        var (before, after, capture) = ("", "", (string?)null);
        fault = null;
        foreach (var part in parts)
        {
            if (part.Name is null)
            {
                (before, after) = capture is null ? (before + part.Text, after) : (before, after + part.Text);
            }
            else if (capture is not null)
            {
                fault = "captures twice in one segment; one capture a segment, because two could share the text in several ways";
            }

            capture ??= part.Name;
        }

        segment = new PatternSegment(before, capture is not null, after, capture);
        return fault is null;
    }
}
