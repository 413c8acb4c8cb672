using System.Runtime.InteropServices;

namespace TokenBridge.Rules.Matching;

/// <param name="Shape">The pattern's.</param>
/// <param name="Path">The caller's group, role or organization.</param>
/// <param name="MayBeForged">The path may be forged: good for denying only.</param>
internal readonly record struct MembershipMatch(int Shape, string Path, bool MayBeForged);

/// <summary>What one shape matches: first the paths that are sure, behind them those that may be forged.</summary>
/// <param name="all">In this order.</param>
/// <param name="sure">How many are sure.</param>
internal readonly ref struct ForgeableSuffix(ReadOnlySpan<MembershipMatch> all, int sure)
{
    private readonly ReadOnlySpan<MembershipMatch> _all = all;

    /// <summary>Whatever may be forged counts for denying, and never for granting.</summary>
    public ReadOnlySpan<MembershipMatch> Usable(Purpose purpose) => purpose == Purpose.Grant ? _all[..sure] : _all;
}

/// <summary>Which shapes of the tree one caller's groups, roles and organizations match, by shape.</summary>
internal sealed class MembershipMatches
{
    private readonly List<MembershipMatch> _matches = [];

    /// <summary>Nobody can tell which organizations the caller belongs to: no test of them can be decided.</summary>
    public bool AreOrganizationsUnclear { get; init; }

    public ReadOnlySpan<MembershipMatch> All => CollectionsMarshal.AsSpan(_matches);

    public void Add(MembershipMatch match) => _matches.Add(match);

    /// <summary>Before the first <see cref="Of"/>. Few matches mostly come in order, and asking is cheaper than sorting.</summary>
    public void Sort()
    {
        for (var index = 1; index < _matches.Count; index++)
        {
            if (Compare(_matches[index - 1], _matches[index]) > 0)
            {
                _matches.Sort(Compare);
                return;
            }
        }
    }

    /// <remarks>Costs the same however many there are: a thousand rules may ask for one shape that ten thousand groups match.</remarks>
    public ForgeableSuffix Of(int shape)
    {
        var all = All;
        var (start, end) = (LowerBound(all, shape, mayBeForged: false), LowerBound(all, shape + 1, mayBeForged: false));
        return new ForgeableSuffix(all[start..end], LowerBound(all[start..end], shape, mayBeForged: true));
    }

    private static int Compare(MembershipMatch left, MembershipMatch right) =>
        left.Shape != right.Shape ? left.Shape.CompareTo(right.Shape) : left.MayBeForged.CompareTo(right.MayBeForged);

    private static int LowerBound(ReadOnlySpan<MembershipMatch> all, int shape, bool mayBeForged)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            ref readonly var match = ref all[middle];
            var isBefore = match.Shape < shape || (match.Shape == shape && mayBeForged && !match.MayBeForged);
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
