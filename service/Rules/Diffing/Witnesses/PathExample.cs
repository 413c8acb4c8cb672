using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>A path that a pattern matches. One name has one value in all the patterns of a rule.</summary>
internal sealed class PathExample
{
    /// <summary>An AWS account's number: what captures of digits are mostly for.</summary>
    private const string Digits = "111122223333";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="pattern">To match.</param>
    /// <param name="below">Behind <c>**</c>: something below the group, not the group itself.</param>
    /// <returns>With a slash before each segment.</returns>
    public string Of(PathPattern pattern, bool below = false)
    {
        var segments = pattern.Segments.Select(Segment).ToList();
        if (pattern.WithDescendants && (below || segments.Count == 0))
        {
            segments.Add("below");
        }

        return string.Concat(segments.Select(segment => $"/{segment}"));
    }

    private string Segment(PatternSegment segment)
    {
        if (!segment.IsOpen)
        {
            return segment.Before;
        }

        if (segment.Composition is not { } composition)
        {
            return $"{segment.Before}{(segment.Capture is { } name ? Value(name) : "any")}{segment.After}";
        }

        string[] fillings = ["", "k", "z", "7"];
        var tries = fillings.Select(filling => composition.Fill(capture => filling.Length > 0 && !_values.ContainsKey(capture.Name) ? filling : Value(capture.Name, capture.TakesDigits)));
        var chosen = tries.FirstOrDefault(text => composition.Matches(text)) ?? composition.Fill(capture => Value(capture.Name, capture.TakesDigits));
        foreach (var (capture, index) in composition.Names.Select((capture, index) => (capture, index)))
        {
            if (composition.Matches(chosen))
            {
                _values.TryAdd(capture, composition.Read(chosen, index));
            }
        }

        return chosen;
    }

    private string Value(string capture, bool takesDigits = false) =>
        _values.TryGetValue(capture, out var value) ? value
        : takesDigits ? Digits
        : $"{string.Concat(capture.Where(char.IsAsciiLetterOrDigit))}1";
}
