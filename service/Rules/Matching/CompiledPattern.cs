namespace TokenBridge.Rules.Matching;

/// <param name="Segment">Which segment of a path, from 0.</param>
/// <param name="Before">Characters of the segment before the value.</param>
/// <param name="After">Characters of the segment behind it.</param>
/// <param name="Slot">Which capture of the rule.</param>
internal sealed record PatternCapture(int Segment, int Before, int After, int Slot)
{
    /// <summary>Of a segment with several captures or one of digits, and which of them; then <see cref="Before"/> and <see cref="After"/> say nothing.</summary>
    public (SegmentComposition Composition, int Index)? Of { get; init; }

    /// <param name="segment">One that matches.</param>
    public string Read(ReadOnlySpan<char> segment) =>
        Of is { } of ? of.Composition.Read(segment, of.Index) : segment[Before..^After].ToString();
}

/// <summary>A pattern over groups or roles as one rule uses it: its shape in the tree, and where its captures stand.</summary>
/// <param name="Text">As written.</param>
/// <param name="Shape">In the tree.</param>
/// <param name="Captures">In the order of the pattern.</param>
/// <param name="Names">What the rule captures; complete once the rule is compiled.</param>
internal sealed record CompiledPattern(string Text, int Shape, PatternCapture[] Captures, IReadOnlyList<string> Names)
{
    /// <summary>Of a client role whose client is written apart: the client's id. Else null.</summary>
    public string? Client { get; init; }

    /// <summary>The role beside <see cref="Client"/>, a pattern.</summary>
    public string? Role { get; init; }

    public bool CapturesNothing => Captures.Length == 0;

    /// <param name="path">One that the shape matches.</param>
    /// <returns>Null where one name would get two values.</returns>
    public string?[]? Bind(string path)
    {
        var binding = new string?[Names.Count];
        var (segment, start) = (0, 0);
        foreach (var capture in Captures)
        {
            start = StartOf(path, start, capture.Segment - segment);
            segment = capture.Segment;
            var slash = path.IndexOf('/', start);
            var value = capture.Read(path.AsSpan(start, (slash < 0 ? path.Length : slash) - start));
            if (binding[capture.Slot] is { } other && other != value)
            {
                return null;
            }

            binding[capture.Slot] = value;
        }

        return binding;
    }

    /// <summary>Where the segment <paramref name="further"/> places on begins; empty segments do not count. From 0, the next is the first.</summary>
    private static int StartOf(string path, int start, int further)
    {
        for (var step = start == 0 ? -1 : 0; step < further; step++)
        {
            start = start == 0 ? 0 : path.IndexOf('/', start);
            while (path[start] == '/')
            {
                start++;
            }
        }

        return start;
    }
}
