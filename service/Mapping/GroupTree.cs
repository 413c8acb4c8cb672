namespace TokenBridge.Mapping;

/// <summary>
/// Every group pattern of a rule set in one tree, a level for each segment. A caller's group walks down it, so the cost is that of the caller's groups
/// and of the patterns that match them, not of the patterns there are.
/// </summary>
/// <remarks>Patterns that differ only in what their captures are called are one shape. Filled by the compiler, then only read.</remarks>
internal sealed class GroupTree
{
    private readonly GroupNode _root = new();

    /// <summary>Shapes so far; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <returns>The pattern's shape.</returns>
    public int Add(GroupPattern pattern)
    {
        var node = _root;
        foreach (var segment in pattern.Segments)
        {
            node = node.Child(segment);
        }

        ref var shape = ref pattern.WithDescendants ? ref node.DescendantShape : ref node.OwnShape;
        if (shape < 0)
        {
            shape = Count++;
        }

        return shape;
    }

    public GroupMatches Match(IReadOnlyList<string> groups)
    {
        var matches = new GroupMatches(groups);
        for (var index = 0; index < groups.Count; index++)
        {
            var path = groups[index];
            if (path.Length > 0 && path[0] == '/')
            {
                Walk(_root, path, 1, new GroupMatch(0, index, IsOdd(path)), matches);
            }
        }

        matches.Sort();
        return matches;
    }

    /// <summary>
    /// Empty segments, a slash at the end, or Keycloak's escape character: such a path may have been forged by whoever names groups, so it grants nothing.
    /// </summary>
    private static bool IsOdd(string path) =>
        path.EndsWith('/') || path.Contains('~', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal);

    /// <summary>At most as deep as the longest pattern. Empty segments are stepped over.</summary>
    private static void Walk(GroupNode node, string path, int start, GroupMatch match, GroupMatches matches)
    {
        if (node.DescendantShape >= 0)
        {
            matches.Add(match with { Shape = node.DescendantShape });
        }

        while (start < path.Length && path[start] == '/')
        {
            start++;
        }

        if (start >= path.Length)
        {
            if (node.OwnShape >= 0)
            {
                matches.Add(match with { Shape = node.OwnShape });
            }

            return;
        }

        var slash = path.IndexOf('/', start);
        var end = slash < 0 ? path.Length : slash;
        foreach (var child in node.Matching(path.AsSpan(start, end - start)))
        {
            Walk(child, path, end + 1, match, matches);
        }
    }
}
