using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>
/// Every pattern over groups, roles and organizations of a rule set, a level for each segment. A caller's group walks down the tree, so the cost is that of the
/// caller's groups and of the patterns that match them, not of the patterns there are.
/// </summary>
/// <remarks>Patterns that differ only in what their captures are called are one shape. Filled by the compiler, then only read.</remarks>
internal sealed class MembershipTree
{
    private readonly PathNode _groups = new();
    private readonly PathNode _realmRoles = new();
    private readonly PathNode _clientRoles = new();
    private readonly PathNode _organizations = new();

    /// <summary>Patterns over the roles of a client that is written apart, by its id.</summary>
    private readonly Dictionary<string, PathNode> _byClient = new(StringComparer.Ordinal);

    /// <summary>Shapes so far, of all kinds; they are numbered from 0.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any pattern is over groups.</summary>
    public bool HasGroups => !_groups.IsEmpty;

    /// <summary>Whether any pattern is over organizations.</summary>
    public bool HasOrganizations => !_organizations.IsEmpty;

    /// <param name="kind">What the pattern is over.</param>
    /// <param name="pattern">With a client, over its roles alone.</param>
    /// <param name="client">Of a client role that is written apart; else null.</param>
    /// <returns>The pattern's shape.</returns>
    public int Add(MembershipKind kind, PathPattern pattern, string? client)
    {
        var node = kind switch
        {
            MembershipKind.Group => _groups,
            MembershipKind.RealmRole => _realmRoles,
            MembershipKind.ClientRole when client is not null => OfClient(client),
            MembershipKind.ClientRole => _clientRoles,
            MembershipKind.Organization => _organizations,
        };
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
        var organizations = _organizations.IsEmpty ? null : caller.Organizations;
        var matches = new MembershipMatches { AreOrganizationsUnclear = organizations?.Flaw is not null };
        if (!_groups.IsEmpty)
        {
            foreach (var path in caller.Groups)
            {
                if (path.Length > 0 && path[0] == '/')
                {
                    Walk(_groups, new Candidate(path, IsGroup: true, IsAmbiguousClient: false), 1, matches);
                }
            }
        }

        MatchRoles(caller, matches);
        foreach (var alias in organizations?.Aliases ?? [])
        {
            Walk(_organizations, new Candidate($"/{alias}", IsGroup: false, IsAmbiguousClient: false), 1, matches);
        }

        matches.Sort();
        return matches;
    }

    private void MatchRoles(CallerIdentity caller, MembershipMatches matches)
    {
        if (!_realmRoles.IsEmpty)
        {
            foreach (var role in caller.RealmRoles)
            {
                Walk(_realmRoles, new Candidate($"/{role}", IsGroup: false, IsAmbiguousClient: false), 1, matches);
            }
        }

        if (!_clientRoles.IsEmpty || _byClient.Count > 0)
        {
            MatchClientRoles(caller, matches);
        }
    }

    private void MatchClientRoles(CallerIdentity caller, MembershipMatches matches)
    {
        foreach (var (client, roles) in caller.ClientRoles)
        {
            // Where a rule writes the client apart, nothing can be taken for another's.
            if (_byClient.TryGetValue(client, out var own))
            {
                foreach (var role in roles)
                {
                    Walk(own, new Candidate($"/{role}", IsGroup: false, IsAmbiguousClient: false), 1, matches);
                }
            }

            if (_clientRoles.IsEmpty)
            {
                continue;
            }

            // Role b/c of client a and role c of client a/b would be one path, so a client with a slash in its id grants nothing.
            var isAmbiguousClient = client.Contains('/', StringComparison.Ordinal) || client.Length == 0;
            foreach (var role in roles)
            {
                Walk(_clientRoles, new Candidate($"/{client}/{role}", IsGroup: false, isAmbiguousClient), 1, matches);
            }
        }
    }

    private PathNode OfClient(string client)
    {
        if (!_byClient.TryGetValue(client, out var node))
        {
            _byClient.Add(client, node = new PathNode());
        }

        return node;
    }

    /// <param name="Path">Of the caller's group, role or organization.</param>
    /// <param name="IsGroup">Else a role or an organization.</param>
    /// <param name="IsAmbiguousClient">A role of a client that could be taken for another.</param>
    private readonly record struct Candidate(string Path, bool IsGroup, bool IsAmbiguousClient)
    {
        /// <summary>
        /// Empty segments, or a slash at the end: such a path may have been forged by whoever names groups, so it grants nothing. In groups the same
        /// holds for <c>~</c>, Keycloak's escape character.
        /// </summary>
        public bool MayBeForged =>
            IsAmbiguousClient
            || Path.EndsWith('/')
            || Path.Contains("//", StringComparison.Ordinal)
            || (IsGroup && Path.Contains('~', StringComparison.Ordinal));

        /// <summary>Most groups match nothing, so only here is it asked what a path is worth.</summary>
        public MembershipMatch Match(int shape) => new(shape, Path, MayBeForged);
    }

    /// <summary>At most as deep as the longest pattern. Empty segments are stepped over.</summary>
    private static void Walk(PathNode node, in Candidate candidate, int start, MembershipMatches matches)
    {
        var path = candidate.Path;
        if (node.DescendantShape >= 0)
        {
            matches.Add(candidate.Match(node.DescendantShape));
        }

        while (start < path.Length && path[start] == '/')
        {
            start++;
        }

        if (start >= path.Length)
        {
            if (node.OwnShape >= 0)
            {
                matches.Add(candidate.Match(node.OwnShape));
            }

            return;
        }

        var slash = path.IndexOf('/', start);
        var end = slash < 0 ? path.Length : slash;
        var segment = path.AsSpan(start, end - start);
        if (node.Literal(segment) is { } literal)
        {
            Walk(literal, candidate, end + 1, matches);
        }

        if (node.Any is { } any)
        {
            Walk(any, candidate, end + 1, matches);
        }

        foreach (var open in node.Open(segment))
        {
            Walk(open, candidate, end + 1, matches);
        }
    }
}
