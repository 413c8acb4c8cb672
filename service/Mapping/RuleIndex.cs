namespace TokenBridge.Mapping;

/// <summary>
/// Finds the rules that may say something about a caller, from the caller's groups and claims. Each rule is filed under the test that it shares
/// with the fewest others, so that a request does not pay for rules about other people.
/// </summary>
internal sealed class RuleIndex
{
    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly Dictionary<int, List<int>> _byShape = [];
    private readonly Dictionary<ClaimSource, ClaimPostings> _byClaim = [];

    /// <summary>Rules that only the test itself can rule out.</summary>
    private readonly List<int> _always = [];

    public RuleIndex(IReadOnlyList<CompiledRule> rules)
    {
        _rules = rules;
        var sharing = new Dictionary<(object Where, string? Value), int>();
        foreach (var key in rules.SelectMany(rule => rule.When.Parts).SelectMany(Keys))
        {
            sharing[key] = sharing.GetValueOrDefault(key) + 1;
        }

        for (var rule = 0; rule < rules.Count; rule++)
        {
            File(rule, rules[rule].When.Parts
                .Where(part => part is Predicate.InGroup or Predicate.ClaimEquals)
                .OrderBy(part => Keys(part).Max(key => sharing[key]))
                .ThenBy(part => part is Predicate.InGroup ? 0 : 1)
                .FirstOrDefault());
        }
    }

    /// <returns>Places in the list of rules, ascending, each once.</returns>
    public List<int> Find(CallerView caller)
    {
        var found = new List<int>(_always);
        var shape = -1;
        foreach (var match in caller.Groups.All)
        {
            if (match.Shape != shape && _byShape.TryGetValue(match.Shape, out var rules))
            {
                found.AddRange(rules);
            }

            shape = match.Shape;
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

    private void File(int rule, Predicate? test)
    {
        switch (test)
        {
            case Predicate.InGroup group:
                foreach (var shape in group.Patterns.Select(pattern => pattern.Shape).Distinct())
                {
                    Posting(_byShape, shape).Add(rule);
                }

                break;
            case Predicate.ClaimEquals claim:
                if (!_byClaim.TryGetValue(claim.Source, out var postings))
                {
                    _byClaim.Add(claim.Source, postings = new ClaimPostings());
                }

                postings.Add(claim.Values, rule, _rules[rule].Deny is not null);
                break;
            default:
                _always.Add(rule);
                break;
        }
    }

    private static IEnumerable<(object Where, string? Value)> Keys(Predicate test) => test switch
    {
        Predicate.InGroup group => group.Patterns.Select(pattern => ((object)pattern.Shape, (string?)null)),
        Predicate.ClaimEquals claim => claim.Values.Select(value => ((object)claim.Source, (string?)value)),
        _ => [],
    };

    private static List<int> Posting<TKey>(Dictionary<TKey, List<int>> postings, TKey key)
        where TKey : notnull
    {
        if (!postings.TryGetValue(key, out var rules))
        {
            postings.Add(key, rules = []);
        }

        return rules;
    }

    /// <summary>Rules by the values of one claim.</summary>
    private sealed class ClaimPostings
    {
        private readonly Dictionary<string, List<int>> _byValue = new(StringComparer.Ordinal);

        /// <summary>Where the claim cannot be judged, none of its grants holds and every one of its denies may.</summary>
        private readonly List<int> _denies = [];

        public void Add(IEnumerable<string> values, int rule, bool isDeny)
        {
            foreach (var value in values)
            {
                Posting(_byValue, value).Add(rule);
            }

            if (isDeny)
            {
                _denies.Add(rule);
            }
        }

        public void Find(ClaimValue claim, List<int> found)
        {
            switch (claim.Kind)
            {
                case ClaimKind.Absent:
                    break;
                case ClaimKind.Text or ClaimKind.Fraction:
                    AddValue(claim.Text, found);
                    break;
                case ClaimKind.Texts:
                    foreach (var text in claim.Texts)
                    {
                        AddValue(text, found);
                    }

                    break;
                case ClaimKind.Opaque:
                    found.AddRange(_denies);
                    break;
            }
        }

        private void AddValue(string value, List<int> found)
        {
            if (_byValue.TryGetValue(value, out var rules))
            {
                found.AddRange(rules);
            }
        }
    }
}
