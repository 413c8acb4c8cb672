using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>What was seen in the rules so far, and in which of them.</summary>
internal sealed class NeedsNotes
{
    private readonly Dictionary<string, JsonPointer> _pointers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _single = new(StringComparer.Ordinal);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);

    public Wanted<string> Groups { get; } = new(text => text);

    public Wanted<(string? Client, string? Role, string Pattern)> RealmRoles { get; } = new(role => role.Pattern);

    public Wanted<(string? Client, string? Role, string Pattern)> ClientRoles { get; } = new(role => role.Pattern);

    public Wanted<string> Organizations { get; } = new(text => text);

    public Wanted<string> Claims { get; } = new(text => text);

    public Wanted<string> Acr { get; } = new(text => text);

    public Wanted<string> AuthTime { get; } = new(text => text);

    public Wanted<string> Issuers { get; } = new(text => text);

    public Wanted<string> Clients { get; } = new(text => text);

    /// <summary>A rule looks at a claim.</summary>
    public void Read(ClaimSource source, string rule)
    {
        if (source is ClaimSource.Payload { Pointer: var pointer })
        {
            _pointers[pointer.Text] = pointer;
            Claims.Add(pointer.Text, rule);
        }
    }

    /// <summary>A template of a rule takes one value of a claim.</summary>
    public void TakeOne(ClaimSource source, string rule)
    {
        Read(source, rule);
        if (source is ClaimSource.Payload { Pointer: var pointer })
        {
            _single.Add(pointer.Text);
        }
    }

    /// <summary>A rule joins the values of a claim.</summary>
    public void TakeList(ClaimSource source, string rule)
    {
        Read(source, rule);
        if (source is ClaimSource.Payload { Pointer: var pointer })
        {
            _joined.Add(pointer.Text);
        }
    }

    public ClaimNeed Claim(string pointer, IReadOnlyList<string> rules) =>
        new(_pointers[pointer], _joined.Contains(pointer) && !_single.Contains(pointer) ? ClaimShape.List : ClaimShape.Single, rules)
        {
            IsRendered = _joined.Contains(pointer) || _single.Contains(pointer),
            IsJoinedToo = _joined.Contains(pointer) && _single.Contains(pointer),
        };
}

/// <summary>Things by their text, and the rules that want each.</summary>
/// <param name="text">Tells one from another.</param>
internal sealed class Wanted<T>(Func<T, string> text)
{
    private readonly SortedDictionary<string, (T Thing, List<string> Rules)> _things = new(StringComparer.Ordinal);

    public void Add(T thing, string rule)
    {
        if (!_things.TryGetValue(text(thing), out var known))
        {
            _things.Add(text(thing), known = (thing, []));
        }

        if (known.Rules is not [.., var last] || last != rule)
        {
            known.Rules.Add(rule);
        }
    }

    public IReadOnlyList<TNeed> Sum<TNeed>(Func<T, IReadOnlyList<string>, TNeed> need) => [.. _things.Values.Select(known => need(known.Thing, known.Rules))];
}
