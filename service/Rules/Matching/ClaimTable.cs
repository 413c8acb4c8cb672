using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>Every claim that a rule set reads. Files that declare the same place share one source, so that it is read and indexed once.</summary>
internal sealed class ClaimTable
{
    private readonly Dictionary<(string Pointer, string? Default), ClaimSource> _payload = [];
    private readonly Dictionary<string, ClaimSource> _builtIn = new(StringComparer.Ordinal);

    public ClaimTable()
    {
        Subject = Add("sub", caller => caller.Subject);
        Issuer = Add("issuer", caller => caller.IssuerId);
        Client = Add("client", caller => caller.Client);
        Add("sid", caller => caller.SessionId);

        // Nothing refuses a token whose acr is no string, so the identity cannot speak for it: a deny on it must see a number, a list, an object.
        _builtIn.Add("acr", Declare(JsonPointer.Parse("/acr"), absent: null));
    }

    public ClaimSource Subject { get; }

    public ClaimSource Issuer { get; }

    public ClaimSource Client { get; }

    public int Count { get; private set; }

    /// <summary>By name: <c>sub</c>, <c>issuer</c>, <c>client</c>, <c>acr</c>, <c>sid</c>.</summary>
    public IReadOnlyDictionary<string, ClaimSource> BuiltIn => _builtIn;

    public ClaimSource Declare(JsonPointer pointer, string? absent)
    {
        if (!_payload.TryGetValue((pointer.Text, absent), out var source))
        {
            source = new ClaimSource.Payload(Count++, pointer, absent);
            _payload.Add((pointer.Text, absent), source);
        }

        return source;
    }

    /// <summary>Only for what the validator takes as a string or not at all: there identity and payload say the same.</summary>
    private ClaimSource.BuiltIn Add(string name, Func<CallerIdentity, string?> read)
    {
        var source = new ClaimSource.BuiltIn(Count++, read);
        _builtIn.Add(name, source);
        return source;
    }
}
