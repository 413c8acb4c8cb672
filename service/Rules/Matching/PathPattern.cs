using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>One segment of a pattern: text before, an open middle, text after. Without an open middle it is a literal.</summary>
/// <param name="Before">The whole segment, where it is a literal.</param>
/// <param name="IsOpen">At least one character stands between <paramref name="Before"/> and <paramref name="After"/>.</param>
/// <param name="After">Empty for a literal.</param>
/// <param name="Capture">What the open middle is called, if anything.</param>
internal readonly record struct PatternSegment(string Before, bool IsOpen, string After, string? Capture)
{
    /// <summary>Where there are several captures in it, or one of digits; then <see cref="Capture"/> is null.</summary>
    public SegmentComposition? Composition { get; init; }

    /// <summary>In order.</summary>
    public IEnumerable<string> Captures => Composition is not null ? Composition.Names : Capture is not null ? [Capture] : [];
}

/// <summary>A pattern over paths: <c>/ml/{team}/scientists</c>, <c>/contractors/**</c>. Always absolute, anchored, case-sensitive.</summary>
internal sealed record PathPattern(IReadOnlyList<PatternSegment> Segments, bool WithDescendants)
{
    public const int MaxSegments = 32;

    private const int MaxLength = 1024;

    /// <summary>Capture names in the order of the pattern, each once.</summary>
    public IReadOnlyList<string> Captures { get; } = [.. Segments.SelectMany(segment => segment.Captures).Distinct(StringComparer.Ordinal)];

    /// <returns>The pattern, or what is wrong with the text and what to write.</returns>
    public static Result<PathPattern, string> Read(string text)
    {
        if (text.Length is < 2 or > MaxLength || text[0] != '/')
        {
            return $"is no absolute path of 2 to {MaxLength} characters; write /group/subgroup";
        }

        var parts = text[1..].Split('/');
        var withDescendants = parts[^1] == "**";
        if (parts.Length > MaxSegments)
        {
            return $"has more than {MaxSegments} segments";
        }

        var segments = new List<PatternSegment>();
        foreach (var part in withDescendants ? parts[..^1] : parts)
        {
            if (!ReadSegment(part).TryGet(out var segment, out var fault))
            {
                return fault;
            }

            segments.Add(segment);
        }

        return new PathPattern(segments, withDescendants);
    }

    private static Result<PatternSegment, string> ReadSegment(string text)
    {
        switch (text)
        {
            case "":
                return "has an empty segment; write one / between names and none at the end";
            case "*":
                return new PatternSegment("", IsOpen: true, "", null);
            case "**":
                return "has ** before its end; ** stands last, and * for one segment";
            case var _ when text.Contains('*', StringComparison.Ordinal):
                return "has * beside other text; * stands alone in its segment: write prefix-{name} for a part of one";
            case var _ when !text.AsSpan().ContainsAny('{', '}'):
                return new PatternSegment(text, IsOpen: false, "", null);
        }

        if (!Template.ReadPattern(text).TryGet(out var template, out var fault))
        {
            return fault.Message;
        }

        return template.Parts.All(part => part.Name is null || part.Mode is PlaceholderMode.Required or PlaceholderMode.Digits)
            ? WithCaptures(template.Parts)
            : "has a placeholder with ? or =; a capture is just {name}, or {name:digits}";
    }

    private static Result<PatternSegment, string> WithCaptures(IReadOnlyList<TemplatePart> parts)
    {
        var (before, captures) = ("", new List<SegmentCapture>());
        foreach (var part in parts)
        {
            if (part.Name is not null && captures is [.., { Behind: "" }])
            {
                return "has two captures that touch, which could share the text in several ways; write something between them";
            }

            if (part.Name is not null)
            {
                captures.Add(new SegmentCapture(part.Name, part.Mode == PlaceholderMode.Digits, ""));
            }
            else if (captures.Count == 0)
            {
                before += part.Text;
            }
            else
            {
                captures[^1] = captures[^1] with { Behind = captures[^1].Behind + part.Text };
            }
        }

        return captures switch
        {
            [] => new PatternSegment(before, IsOpen: false, "", null),
            [{ TakesDigits: false } only] => new PatternSegment(before, IsOpen: true, only.Behind, only.Name),
            _ => new PatternSegment(before, IsOpen: true, captures[^1].Behind, null) { Composition = new SegmentComposition(before, captures) },
        };
    }
}
