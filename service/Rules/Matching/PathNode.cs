namespace TokenBridge.Rules.Matching;

/// <summary>A place in the tree of group patterns: what may follow, and which shapes end here.</summary>
internal sealed class PathNode
{
    private Dictionary<string, PathNode>? _literals;

    /// <summary>Null where no segment has text before or after its open middle, which is nearly always.</summary>
    private OpenSegments? _open;

    private PathNode? _any;

    /// <summary>Null where no segment has several captures or one of digits.</summary>
    private ComposedSegments? _composed;

    private static readonly List<PathNode> None = [];

    /// <summary>The shape that matches exactly here; -1 for none.</summary>
    public int OwnShape = -1;

    /// <summary>The shape that matches here and everything below; -1 for none.</summary>
    public int DescendantShape = -1;

    /// <summary>Neither ends a pattern here nor below.</summary>
    public bool IsEmpty => _literals is null && _open is null && _composed is null && _any is null && OwnShape < 0 && DescendantShape < 0;

    /// <summary>Finds or makes what follows by <paramref name="segment"/>.</summary>
    public PathNode Child(PatternSegment segment)
    {
        if (segment.Composition is { } composition)
        {
            return (_composed ??= new ComposedSegments()).Behind(composition);
        }

        if (segment is { IsOpen: true, Before: "", After: "" })
        {
            return _any ??= new PathNode();
        }

        var children = segment.IsOpen
            ? (_open ??= new OpenSegments()).Behind(segment.Before, segment.After.Length)
            : _literals ??= new(StringComparer.Ordinal);
        var key = segment.IsOpen ? segment.After : segment.Before;
        if (!children.TryGetValue(key, out var child))
        {
            children.Add(key, child = new PathNode());
        }

        return child;
    }

    /// <summary>The way on for a segment that is written out; null for none.</summary>
    public PathNode? Literal(ReadOnlySpan<char> segment) =>
        _literals is not null && _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var child) ? child : null;

    /// <summary>The way on for any segment; null for none.</summary>
    public PathNode? Any => _any;

    /// <summary>The ways on for a segment of which the beginning or the end is written out, or something between.</summary>
    public List<PathNode> Open(ReadOnlySpan<char> segment)
    {
        var found = _open?.Matching(segment);
        if (_composed is not null)
        {
            _composed.Add(segment, found ??= []);
        }

        return found ?? None;
    }

    /// <summary>Composed segments by the text before their first capture, found by the lengths that occur.</summary>
    private sealed class ComposedSegments
    {
        private readonly Dictionary<string, Dictionary<string, (SegmentComposition Composition, PathNode Child)>> _byBefore = new(StringComparer.Ordinal);
        private readonly SortedSet<int> _beforeLengths = [];

        public PathNode Behind(SegmentComposition composition)
        {
            _beforeLengths.Add(composition.Before.Length);
            if (!_byBefore.TryGetValue(composition.Before, out var composed))
            {
                _byBefore.Add(composition.Before, composed = new(StringComparer.Ordinal));
            }

            if (!composed.TryGetValue(composition.Identity, out var known))
            {
                composed.Add(composition.Identity, known = (composition, new PathNode()));
            }

            return known.Child;
        }

        public void Add(ReadOnlySpan<char> segment, List<PathNode> found)
        {
            var byBefore = _byBefore.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var length in _beforeLengths)
            {
                if (length >= segment.Length || !byBefore.TryGetValue(segment[..length], out var composed))
                {
                    continue;
                }

                foreach (var (composition, child) in composed.Values)
                {
                    if (composition.Matches(segment))
                    {
                        found.Add(child);
                    }
                }
            }
        }
    }

    /// <summary>Open segments by the text before and after, found by the lengths that occur: as many look-ups as there are lengths, however many texts.</summary>
    private sealed class OpenSegments
    {
        private readonly Dictionary<string, Dictionary<string, PathNode>> _byBefore = new(StringComparer.Ordinal);
        private readonly SortedSet<int> _beforeLengths = [];
        private readonly SortedSet<int> _afterLengths = [];

        /// <returns>By the text after.</returns>
        public Dictionary<string, PathNode> Behind(string before, int afterLength)
        {
            _beforeLengths.Add(before.Length);
            _afterLengths.Add(afterLength);
            if (!_byBefore.TryGetValue(before, out var byAfter))
            {
                _byBefore.Add(before, byAfter = new(StringComparer.Ordinal));
            }

            return byAfter;
        }

        public List<PathNode> Matching(ReadOnlySpan<char> segment)
        {
            var found = new List<PathNode>();
            var byBefore = _byBefore.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var before in _beforeLengths)
            {
                if (before >= segment.Length || !byBefore.TryGetValue(segment[..before], out var byAfter))
                {
                    continue;
                }

                var lookup = byAfter.GetAlternateLookup<ReadOnlySpan<char>>();
                foreach (var after in _afterLengths)
                {
                    if (before + after < segment.Length && lookup.TryGetValue(segment[^after..], out var child))
                    {
                        found.Add(child);
                    }
                }
            }

            return found;
        }
    }
}
