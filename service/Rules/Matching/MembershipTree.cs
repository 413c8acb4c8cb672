using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>
/// Every pattern over groups and roles of a rule set, a level for each segment. A caller's group walks down the tree, so the cost is that of the
/// caller's groups and of the patterns that match them, not of the patterns there are.
/// </summary>
/// <remarks>Patterns that differ only in what their captures are called are one shape. Filled by the compiler, then only read.</remarks>
internal sealed class MembershipTree
{
    private readonly PathNode?[] _roots = new PathNode?[3];

    /// <summary>Shapes so far, of all kinds; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <returns>The pattern's shape.</returns>
    public int Add(MembershipKind kind, PathPattern pattern)
    {
        var node = _roots[(int)kind] ??= new PathNode();
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

    public MembershipMatches Match(CallerIdentity caller)
    {
        var matches = new MembershipMatches();
        if (_roots[(int)MembershipKind.Group] is { } groups)
        {
            foreach (var path in caller.Groups)
            {
                if (path.Length > 0 && path[0] == '/')
                {
                    Walk(groups, path, 1, new MembershipMatch(0, path, MayBeForged(path) || path.Contains('~', StringComparison.Ordinal)), matches);
                }
            }
        }

        MatchRoles(caller, matches);
        matches.Sort();
        return matches;
    }

    private void MatchRoles(CallerIdentity caller, MembershipMatches matches)
    {
        if (_roots[(int)MembershipKind.RealmRole] is { } realm)
        {
            foreach (var role in caller.RealmRoles)
            {
                var path = $"/{role}";
                Walk(realm, path, 1, new MembershipMatch(0, path, MayBeForged(path)), matches);
            }
        }

        if (_roots[(int)MembershipKind.ClientRole] is not { } clients)
        {
            return;
        }

        foreach (var (client, roles) in caller.ClientRoles)
        {
            // Role b/c of client a and role c of client a/b would be one path, so a client with a slash in its id grants nothing.
            var isOddClient = client.Contains('/', StringComparison.Ordinal) || client.Length == 0;
            foreach (var role in roles)
            {
                var path = $"/{client}/{role}";
                Walk(clients, path, 1, new MembershipMatch(0, path, isOddClient || MayBeForged(path)), matches);
            }
        }
    }

    /// <summary>
    /// Empty segments, or a slash at the end: such a path may have been forged by whoever names groups, so it grants nothing. In groups the same
    /// holds for <c>~</c>, Keycloak's escape character.
    /// </summary>
    private static bool MayBeForged(string path) => path.EndsWith('/') || path.Contains("//", StringComparison.Ordinal);

    /// <summary>At most as deep as the longest pattern. Empty segments are stepped over.</summary>
    private static void Walk(PathNode node, string path, int start, MembershipMatch match, MembershipMatches matches)
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
