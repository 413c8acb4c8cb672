using System.Runtime.InteropServices;

namespace TokenBridge.Mapping;

/// <param name="Shape">The pattern's.</param>
/// <param name="Group">Index among the caller's groups.</param>
/// <param name="IsOdd">The path may be forged: good for denying only.</param>
internal readonly record struct GroupMatch(int Shape, int Group, bool IsOdd);

/// <summary>Which shapes of the tree one caller's groups match, by shape.</summary>
internal sealed class GroupMatches(IReadOnlyList<string> groups)
{
    private readonly List<GroupMatch> _matches = [];

    public ReadOnlySpan<GroupMatch> All => CollectionsMarshal.AsSpan(_matches);

    public string Path(GroupMatch match) => groups[match.Group];

    public void Add(GroupMatch match) => _matches.Add(match);

    /// <summary>Before the first <see cref="Of"/>.</summary>
    public void Sort() => _matches.Sort(static (left, right) =>
        left.Shape != right.Shape ? left.Shape.CompareTo(right.Shape) : left.Group.CompareTo(right.Group));

    /// <summary>The matches of one shape.</summary>
    public ReadOnlySpan<GroupMatch> Of(int shape)
    {
        var all = All;
        var start = LowerBound(all, shape);
        var end = start;
        while (end < all.Length && all[end].Shape == shape)
        {
            end++;
        }

        return all[start..end];
    }

    private static int LowerBound(ReadOnlySpan<GroupMatch> all, int shape)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = all[middle].Shape < shape ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
