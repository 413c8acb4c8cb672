namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>
/// Which of several ways a caller goes to meet a condition: everywhere the first one, but for one place. Places are numbered in the order in which they
/// are asked about.
/// </summary>
/// <param name="place">Where another way is taken; -1 for nowhere.</param>
/// <param name="way">Which one, from 0.</param>
internal sealed class Alternatives(int place, int way)
{
    private readonly List<int> _ways = [];

    /// <summary>How many ways there were at each place.</summary>
    public IReadOnlyList<int> Ways => _ways;

    /// <param name="ways">How many there are here; at least one.</param>
    public int Choose(int ways)
    {
        _ways.Add(ways);
        return _ways.Count - 1 == place ? Math.Min(way, ways - 1) : 0;
    }
}
