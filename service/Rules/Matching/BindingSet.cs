namespace TokenBridge.Rules.Matching;

/// <summary>The distinct ways in which a rule's captures can be filled. A binding has one value for each capture of the rule, null where another test fills it.</summary>
internal sealed class BindingSet : IEqualityComparer<string?[]>
{
    /// <summary>
    /// Per rule. A token of the largest size allowed holds about 400 groups; whoever gets past this is refused that rule's grants, never given some of them.
    /// </summary>
    public const int Limit = 1_000;

    /// <summary>So many are looked through one by one before they are hashed.</summary>
    private const int Few = 8;

    /// <summary>Mostly one.</summary>
    private readonly List<string?[]> _bindings = new(1);
    private HashSet<string?[]>? _seen;

    public int Count => _bindings.Count;

    public bool IsOverfull { get; private set; }

    /// <summary>Ordinal, so that the order of groups in a token (which Keycloak does not fix) changes nothing.</summary>
    public List<string?[]> Sorted()
    {
        if (_bindings.Count > 1)
        {
            _bindings.Sort(static (left, right) =>
            {
                var order = 0;
                for (var index = 0; index < left.Length && order == 0; index++)
                {
                    order = string.CompareOrdinal(left[index], right[index]);
                }

                return order;
            });
        }

        return _bindings;
    }

    public void Add(string?[] binding)
    {
        if (IsNew(binding))
        {
            Append(binding);
        }
    }

    private bool IsNew(string?[] binding)
    {
        if (_bindings.Count < Few)
        {
            foreach (var other in _bindings)
            {
                if (Equals(other, binding))
                {
                    return false;
                }
            }

            return true;
        }

        _seen ??= new HashSet<string?[]>(_bindings, this);
        return _seen.Add(binding);
    }

    /// <summary>Adds what another has, which fills the same captures; so that many parts of one test cost what is in them.</summary>
    /// <returns>This.</returns>
    public BindingSet Take(BindingSet other)
    {
        IsOverfull |= other.IsOverfull;
        foreach (var binding in other._bindings)
        {
            if (IsOverfull)
            {
                break;
            }

            Add(binding);
        }

        return this;
    }

    /// <summary>Pairs that agree wherever both have a value. Hashed by what both fill, so that the cost is that of the pairs that fit.</summary>
    public BindingSet Join(BindingSet other)
    {
        var joined = new BindingSet { IsOverfull = IsOverfull || other.IsOverfull };
        if (Count == 0 || other.Count == 0)
        {
            return joined;
        }

        var shared = Enumerable.Range(0, _bindings[0].Length)
            .Where(slot => _bindings[0][slot] is not null && other._bindings[0][slot] is not null)
            .ToArray();
        var byShared = other._bindings.ToLookup(binding => Project(binding, shared), this);
        foreach (var left in _bindings)
        {
            foreach (var right in byShared[Project(left, shared)])
            {
                // Two pairs are never alike: each half can be read off the whole.
                joined.Append([.. left.Zip(right, static (mine, theirs) => mine ?? theirs)]);
                if (joined.IsOverfull)
                {
                    return joined;
                }
            }
        }

        return joined;
    }

    public bool Equals(string?[]? x, string?[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(string?[] obj)
    {
        var hash = default(HashCode);
        foreach (var value in obj)
        {
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    private void Append(string?[] binding)
    {
        if (_bindings.Count == Limit)
        {
            IsOverfull = true;
            return;
        }

        _bindings.Add(binding);
    }

    private static string?[] Project(string?[] binding, int[] slots) => Array.ConvertAll(slots, slot => binding[slot]);
}
