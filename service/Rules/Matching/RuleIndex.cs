using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>Whom a rule is about, and what for.</summary>
internal readonly record struct RuleCondition(Predicate.AllOf When, Purpose Purpose);

/// <summary>
/// Finds the rules that may say something about a caller, from the caller's groups, roles, organizations and claims. Each rule is filed under the test
/// that it shares with the fewest others, so that a request does not pay for rules about other people.
/// </summary>
internal sealed class RuleIndex
{
    private readonly IReadOnlyList<RuleCondition> _rules;

    /// <summary>Shapes are numbered from 0; null for those under which no rule is filed.</summary>
    private readonly List<List<int>?> _byShape = [];
    private readonly Dictionary<ClaimSource, ClaimPostings> _byClaim = [];

    /// <summary>Where nobody can tell the caller's organizations, none of their grants holds and every one of their denies may.</summary>
    private readonly List<int> _deniesByOrganization = [];

    /// <summary>Rules that only the test itself can rule out.</summary>
    private readonly List<int> _always = [];

    public RuleIndex(IReadOnlyList<RuleCondition> rules)
    {
        _rules = rules;
        var sharing = new Dictionary<(object Where, string? Value), int>();
        foreach (var key in rules.SelectMany(rule => Leaves(rule.When)).SelectMany(Keys))
        {
            sharing[key] = sharing.GetValueOrDefault(key) + 1;
        }

        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (FindAnchor(rules[rule].When, sharing) is not { } anchor)
            {
                _always.Add(rule);
                continue;
            }

            foreach (var test in anchor.Tests)
            {
                File(rule, test);
            }
        }
    }

    private static readonly Comparer<Anchor> ByCost = Comparer<Anchor>.Create((left, right) =>
        left.Sharing != right.Sharing ? left.Sharing.CompareTo(right.Sharing) : left.Claims.CompareTo(right.Claims));

    /// <summary>Tests of which one at least is not false wherever the whole is not.</summary>
    /// <param name="Tests">Each can be found from what the caller brings.</param>
    /// <param name="Sharing">How many rules share the most common of their keys, at most.</param>
    /// <param name="Claims">How many are tests of claims, which cost a look-up even where the claim is absent.</param>
    private sealed record Anchor(IReadOnlyList<Predicate> Tests, int Sharing, int Claims);

    private static Anchor? FindAnchor(Predicate test, Dictionary<(object Where, string? Value), int> sharing)
    {
        switch (test)
        {
            case Predicate.MemberOf or Predicate.ClaimEquals:
                var keys = Keys(test).Select(key => sharing[key]);
                return new Anchor([test], keys.DefaultIfEmpty().Max(), test is Predicate.ClaimEquals ? 1 : 0);
            case Predicate.AllOf all:
                return all.Parts.Select(part => FindAnchor(part, sharing)).OfType<Anchor>().Min(ByCost);
            case Predicate.AnyOf any:
                var anchors = any.Parts.Select(part => FindAnchor(part, sharing)).ToList();
                return anchors.Contains(null) ? null : new Anchor(
                    [.. anchors.SelectMany(anchor => anchor!.Tests)],
                    anchors.Max(anchor => anchor!.Sharing),
                    anchors.Sum(anchor => anchor!.Claims));
            default:
                return null;
        }
    }

    /// <summary>Every test that could be part of an anchor.</summary>
    private static IEnumerable<Predicate> Leaves(Predicate test) => test switch
    {
        Predicate.AllOf or Predicate.AnyOf => test.Parts.SelectMany(Leaves),
        _ => [test],
    };

    /// <returns>Places in the list of rules, ascending, each once.</returns>
    public List<int> Find(CallerView caller)
    {
        var found = new List<int>(_always);
        var shape = -1;
        foreach (var match in caller.Memberships.All)
        {
            if (match.Shape != shape && match.Shape < _byShape.Count && _byShape[match.Shape] is { } rules)
            {
                found.AddRange(rules);
            }

            shape = match.Shape;
        }

        if (caller.Memberships.AreOrganizationsUnclear)
        {
            found.AddRange(_deniesByOrganization);
        }

        foreach (var (source, postings) in _byClaim)
        {
            postings.Find(caller.Read(source), found);
        }

        return InOrder(found);
    }

    private static List<int> InOrder(List<int> found)
    {
        if (found.Count < 2)
        {
            return found;
        }

        found.Sort();
        var kept = 1;
        for (var index = 1; index < found.Count; index++)
        {
            if (found[index] != found[kept - 1])
            {
                found[kept++] = found[index];
            }
        }

        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    private void File(int rule, Predicate test)
    {
        switch (test)
        {
            case Predicate.MemberOf member:
                foreach (var shape in member.Patterns.Select(pattern => pattern.Shape).Distinct())
                {
                    _byShape.AddRange(Enumerable.Repeat<List<int>?>(null, Math.Max(0, shape + 1 - _byShape.Count)));
                    (_byShape[shape] ??= []).Add(rule);
                }

                if (member.Kind == MembershipKind.Organization && _rules[rule].Purpose == Purpose.Deny)
                {
                    _deniesByOrganization.Add(rule);
                }

                break;
            case Predicate.ClaimEquals claim:
                if (!_byClaim.TryGetValue(claim.Source, out var postings))
                {
                    _byClaim.Add(claim.Source, postings = new ClaimPostings());
                }

                postings.Add(claim.Values, rule, _rules[rule].Purpose == Purpose.Deny);
                break;
        }
    }

    private static IEnumerable<(object Where, string? Value)> Keys(Predicate test) => test switch
    {
        Predicate.MemberOf group => group.Patterns.Select(pattern => ((object)pattern.Shape, (string?)null)),
        Predicate.ClaimEquals claim => claim.Values.Select(value => ((object)claim.Source, (string?)value)),
        _ => [],
    };
}
