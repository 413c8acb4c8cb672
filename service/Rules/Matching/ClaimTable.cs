using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>Every claim that a rule set reads. Names that mean the same place share one source, so that it is read and indexed once.</summary>
internal sealed class ClaimTable
{
    private readonly Dictionary<(string Pointer, string? Default, string? Map), ClaimSource.Payload> _payload = [];
    private readonly Dictionary<string, ClaimSource> _builtIn = new(StringComparer.Ordinal);

    public ClaimTable()
    {
        Issuer = new ClaimSource.ConfiguredIssuer(Count++);
        _builtIn.Add(BuiltInClaims.Issuer, Issuer);
        foreach (var (name, place) in BuiltInClaims.Places)
        {
            _builtIn.Add(name, Declare(place, null));
        }
    }

    public ClaimSource Subject => _builtIn[BuiltInClaims.Subject];

    public ClaimSource Issuer { get; }

    public ClaimSource Client => _builtIn[BuiltInClaims.Client];

    public int Count { get; private set; }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ClaimSource> BuiltIn => _builtIn;

    /// <summary>Places in the token, each once, that no built-in name stands for: what the rules themselves declare.</summary>
    public IReadOnlyList<JsonPointer> Declared => [.. _payload.Values
        .Where(source => !_builtIn.ContainsValue(source))
        .OrderBy(source => source.Slot)
        .Select(source => source.Pointer)
        .DistinctBy(pointer => pointer.Text, StringComparer.Ordinal)];

    public ClaimSource Declare(JsonPointer pointer, string? absent, ClaimMap? map = null)
    {
        if (!_payload.TryGetValue((pointer.Text, absent, map?.Identity), out var source))
        {
            source = new ClaimSource.Payload(Count++, pointer, absent, map);
            _payload.Add((pointer.Text, absent, map?.Identity), source);
        }

        return source;
    }
}
