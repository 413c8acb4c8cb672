using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules;

/// <summary>A rule that forbids, and how sure that is.</summary>
internal readonly record struct ActiveDeny(CompiledRule Rule, Truth Truth);

/// <summary>
/// The deny rules that hold for one caller, found by how their globs begin: a caller whom a thousand rules grant a role each and a thousand others
/// forbid some other is not charged for a million comparisons.
/// </summary>
internal sealed class ActiveDenies
{
    private readonly List<ActiveDeny> _denies = [];

    /// <summary>Globs without ASCII case by what stands before their first star, as the globs themselves compare.</summary>
    private readonly Dictionary<string, List<(RoleGlob Glob, int Deny)>> _byBeginning = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<int> _lengths = [];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="deny">In the order of the rules.</param>
    public void Add(ActiveDeny deny)
    {
        foreach (var glob in deny.Rule.Deny!.Roles)
        {
            // Of rules with the same glob the first is named.
            if (_seen.Add(glob.Text))
            {
                Add(glob, _denies.Count);
            }
        }

        _denies.Add(deny);
    }

    /// <summary>The first in the order of the rules that forbids a role; null where none does.</summary>
    public ActiveDeny? Find(RoleArn role)
    {
        var (arn, first) = (role.Value, int.MaxValue);
        var byBeginning = _byBeginning.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (length > arn.Length || !byBeginning.TryGetValue(arn.AsSpan(0, length), out var globs))
            {
                continue;
            }

            foreach (var (glob, deny) in globs)
            {
                if (deny >= first || glob.Matches(arn))
                {
                    first = Math.Min(first, deny);
                    break;
                }
            }
        }

        return first < _denies.Count ? _denies[first] : null;
    }

    /// <summary>Every one that forbids a role.</summary>
    public List<ActiveDeny> FindAll(RoleArn role) => _denies.FindAll(deny => deny.Rule.Deny!.Roles.Any(glob => glob.Matches(role.Value)));

    private void Add(RoleGlob glob, int deny)
    {
        if (!_byBeginning.TryGetValue(glob.Beginning, out var globs))
        {
            _byBeginning.Add(glob.Beginning, globs = []);
            if (!_lengths.Contains(glob.Beginning.Length))
            {
                _lengths.Add(glob.Beginning.Length);
            }
        }

        globs.Add((glob, deny));
    }
}
