using System.Runtime.InteropServices;

namespace TokenBridge.Rules.Matching;

/// <param name="Shape">The pattern's.</param>
/// <param name="Path">The caller's group or role.</param>
/// <param name="MayBeForged">The path may be forged: good for denying only.</param>
internal readonly record struct MembershipMatch(int Shape, string Path, bool MayBeForged);

/// <summary>Which shapes of the tree one caller's groups and roles match, by shape.</summary>
internal sealed class MembershipMatches
{
    private readonly List<MembershipMatch> _matches = [];

    public ReadOnlySpan<MembershipMatch> All => CollectionsMarshal.AsSpan(_matches);

    public void Add(MembershipMatch match) => _matches.Add(match);

    /// <summary>Before the first <see cref="Of"/>.</summary>
    public void Sort() => _matches.Sort(static (left, right) =>
        left.Shape != right.Shape ? left.Shape.CompareTo(right.Shape) : left.MayBeForged.CompareTo(right.MayBeForged));

    /// <summary>The matches of one shape, those that may be forged behind the others.</summary>
    /// <remarks>Costs the same however many there are: a thousand rules may ask for one shape that ten thousand groups match.</remarks>
    public ReadOnlySpan<MembershipMatch> Of(int shape)
    {
        var all = All;
        return all[LowerBound(all, shape)..LowerBound(all, shape + 1)];
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
