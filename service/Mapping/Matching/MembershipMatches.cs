using System.Runtime.InteropServices;

namespace TokenBridge.Mapping;

/// <param name="Shape">The pattern's.</param>
/// <param name="Path">The caller's group or role.</param>
/// <param name="IsOdd">The path may be forged: good for denying only.</param>
internal readonly record struct MembershipMatch(int Shape, string Path, bool IsOdd);

/// <summary>Which shapes of the tree one caller's groups and roles match, by shape.</summary>
internal sealed class MembershipMatches
{
    private readonly List<MembershipMatch> _matches = [];

    public ReadOnlySpan<MembershipMatch> All => CollectionsMarshal.AsSpan(_matches);

    public void Add(MembershipMatch match) => _matches.Add(match);

    /// <summary>Before the first <see cref="Of"/>.</summary>
    public void Sort() => _matches.Sort(static (left, right) => left.Shape.CompareTo(right.Shape));

    /// <summary>The matches of one shape.</summary>
    public ReadOnlySpan<MembershipMatch> Of(int shape)
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

    private static int LowerBound(ReadOnlySpan<MembershipMatch> all, int shape)
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
