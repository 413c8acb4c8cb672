using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>
/// The callers before whom two rule sets are compared: those of their tests, those of each rule, and where a grant or a deny is another one, callers who
/// meet both. The same for both orders of the two.
/// </summary>
internal sealed class WitnessSet
{
    /// <summary>Callers; each costs two evaluations.</summary>
    private const int MostWitnesses = 150_000;

    /// <summary>Callers who meet a grant and a deny: a thousand of each would be a million.</summary>
    private const int MostPairs = 20_000;

    private readonly Dictionary<string, Witness> _witnesses = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _isChanged;
    private readonly IReadOnlyList<RuleEntry> _rules;
    private readonly IReadOnlyCollection<string> _declared;
    private readonly string? _issuer;

    private WitnessSet(RuleSetVersion first, RuleSetVersion second, Func<string, bool> isChanged)
    {
        RuleSetVersion[] versions = [first, second];
        _isChanged = isChanged;
        _rules =
        [
            .. versions.SelectMany(Entries).OrderBy(entry => isChanged(entry.Id) ? 0 : 1).ThenBy(entry => entry.Id, StringComparer.Ordinal),
        ];
        _declared = [.. versions.SelectMany(version => version.Documents).SelectMany(file => file.Claims).Select(claim => claim.From!.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _issuer = versions.SelectMany(version => version.Documents).SelectMany(file => file.Issuers ?? []).Select(id => id.Text).Where(id => id != AnyIssuer.Id).Order(StringComparer.Ordinal).FirstOrDefault();
        foreach (var test in versions.SelectMany(version => version.Rules.Tests).OrderBy(test => test.Name, StringComparer.Ordinal))
        {
            Add(Witness.Of(test));
        }

        foreach (var witness in _rules.SelectMany(entry => isChanged(entry.Id) ? entry.Callers.All(_declared, _issuer) : entry.Callers.Meeting(_declared, _issuer)))
        {
            Add(witness);
        }

        AddPairs();
    }

    public IReadOnlyList<Witness> Witnesses => [.. _witnesses.Values];

    /// <summary>Callers that were left out, because there are more than a comparison should take.</summary>
    public long NotTried { get; private set; }

    /// <param name="first">One side.</param>
    /// <param name="second">The other.</param>
    /// <param name="isChanged">Whether the rule of an id is not the same on both.</param>
    public static WitnessSet Of(RuleSetVersion first, RuleSetVersion second, Func<string, bool> isChanged) => new(first, second, isChanged);

    private static IEnumerable<RuleEntry> Entries(RuleSetVersion version)
    {
        var written = version.Documents.SelectMany(file => new ClaimExample(file) is var claims ? file.Rules.Select(rule => new RuleWitnesses(version.Rules, file, rule, claims)) : []);
        return version.Rules.Rules.Zip(written, (rule, callers) => new RuleEntry(rule, callers));
    }

    private void Add(Witness? witness)
    {
        if (witness is null || _witnesses.ContainsKey(witness.Identity))
        {
            return;
        }

        if (_witnesses.Count < MostWitnesses)
        {
            _witnesses.Add(witness.Identity, witness);
        }
        else
        {
            NotTried++;
        }
    }

    /// <summary>A grant that no deny of its role meets shows nothing of that deny.</summary>
    private void AddPairs()
    {
        var denies = _rules.Where(entry => entry.Rule.Deny is not null).Select(entry => new DeniedRoles(entry)).ToList();
        var pairs = 0;
        foreach (var granting in _rules.Where(entry => entry.Rule.Grant is not null))
        {
            var met = denies.Where(deny => _isChanged(granting.Id) || _isChanged(deny.Id)).ToList();
            if (pairs >= MostPairs)
            {
                NotTried += met.Count;
                continue;
            }

            var role = granting.Rule.Grant!.Role.Text;
            var (shape, beginning) = (TextShape.Of(role, RoleArn.IsNameCharacter), role.Parts[0].Name is null ? role.Parts[0].Absent! : "");
            foreach (var deny in met.Where(deny => deny.Meet(shape, beginning)))
            {
                foreach (var way in _isChanged(deny.Id) ? deny.Callers.Ways() : [deny.Callers.Least()])
                {
                    var both = granting.Callers.Granted.Copy();
                    both.Take(way);
                    Add(Witness.Of($"rule {granting.Id} and the deny {deny.Id}", both, _issuer));
                    pairs++;
                }
            }
        }
    }

    private sealed class DeniedRoles(RuleEntry deny)
    {
        private readonly TextShape[] _shapes = [.. deny.Rule.Deny!.Roles.Select(glob => TextShape.OfGlob(glob.Text))];

        public string Id => deny.Id;

        public RuleWitnesses Callers => deny.Callers;

        /// <summary>What both begin with tells most of them apart, and is looked at in no time.</summary>
        public bool Meet(TextShape role, string beginning)
        {
            for (var index = 0; index < _shapes.Length; index++)
            {
                var start = deny.Rule.Deny!.Roles[index].Beginning;
                var length = Math.Min(start.Length, beginning.Length);
                if (string.Compare(start, 0, beginning, 0, length, StringComparison.OrdinalIgnoreCase) == 0 && role.Meets(_shapes[index]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class RuleEntry(CompiledRule rule, RuleWitnesses callers)
    {
        public CompiledRule Rule { get; } = rule;

        public RuleWitnesses Callers { get; } = callers;

        public string Id => Rule.Id;
    }
}
