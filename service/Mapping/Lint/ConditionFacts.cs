namespace TokenBridge.Mapping.Lint;

/// <summary>What a set of tests that must all hold says of each name, until two of them exclude each other.</summary>
/// <param name="always">Claims that have a default and are never absent.</param>
/// <param name="denies">For a deny rule, which holds for what cannot be decided: only names that always can be are then compared.</param>
internal sealed class ConditionFacts(HashSet<string> always, bool denies)
{
    private static readonly string[] SingleValued = ["sub", "issuer", "client", "acr", "sid"];

    private readonly List<(string Name, HashSet<string> Values)> _wanted = [];
    private readonly List<(string Name, HashSet<string> Values)> _unwanted = [];
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);

    /// <summary>The first that was found; null where none was.</summary>
    public string? Contradiction { get; private set; }

    public void Add(PredicateDocument test)
    {
        switch (test)
        {
            case PredicateDocument.Issuer { Ids: not [{ Text: IssuerScope.Any }] } issuer:
                Want("issuer", issuer.Ids);
                break;
            case PredicateDocument.Client client:
                Want("client", client.Ids);
                break;
            case PredicateDocument.Membership membership:
                Want(Name(membership), membership.Patterns);
                break;
            case PredicateDocument.Claim claim:
                Add(claim.Name.Text, claim.Test);
                break;
            case PredicateDocument.Not { Tests: [PredicateDocument.Membership membership] }:
                Exclude(Name(membership), membership.Patterns);
                break;
            case PredicateDocument.Not { Tests: [PredicateDocument.Issuer { Ids: not [{ Text: IssuerScope.Any }] } issuer] }:
                Exclude("issuer", issuer.Ids);
                break;
            case PredicateDocument.Not { Tests: [PredicateDocument.Client client] }:
                Exclude("client", client.Ids);
                break;
            case PredicateDocument.Not { Tests: [PredicateDocument.Claim { Test: not ClaimTestDocument.Not } claim] }:
                Add(claim.Name.Text, new ClaimTestDocument.Not(claim.Test));
                break;
        }
    }

    /// <summary>Names with a space are no claim's.</summary>
    private static string Name(PredicateDocument.Membership test) => $"{test.Kind} membership";

    private void Add(string name, ClaimTestDocument test)
    {
        switch (test)
        {
            case ClaimTestDocument.Equal equal:
                Want(name, equal.Values);
                break;
            case ClaimTestDocument.Like or ClaimTestDocument.Range or ClaimTestDocument.Exists { Value.Text: "true" } or ClaimTestDocument.Not { Test: ClaimTestDocument.Exists { Value.Text: "false" } }:
                Present(name);
                break;
            case ClaimTestDocument.Exists or ClaimTestDocument.Not { Test: ClaimTestDocument.Exists }:
                Absent(name);
                break;
            case ClaimTestDocument.Not { Test: ClaimTestDocument.Equal equal }:
                Exclude(name, equal.Values);
                break;
        }
    }

    private void Want(string name, IReadOnlyList<Written> texts)
    {
        var values = texts.Select(text => text.Text).ToHashSet(StringComparer.Ordinal);
        Present(name);
        if (denies && !SingleValued.Contains(name))
        {
            return;
        }

        if (SingleValued.Contains(name) && _wanted.Exists(other => other.Name == name && !other.Values.Overlaps(values)))
        {
            Contradiction ??= $"'{name}' cannot have two values at once";
        }

        // An array may hold several values, but none of those that are excluded.
        if (_unwanted.Exists(other => other.Name == name && values.IsSubsetOf(other.Values)))
        {
            Contradiction ??= Opposite(name, texts);
        }

        _wanted.Add((name, values));
    }

    private void Exclude(string name, IReadOnlyList<Written> texts)
    {
        var values = texts.Select(text => text.Text).ToHashSet(StringComparer.Ordinal);
        if ((!denies || SingleValued.Contains(name)) && _wanted.Exists(other => other.Name == name && other.Values.IsSubsetOf(values)))
        {
            Contradiction ??= Opposite(name, texts);
        }

        _unwanted.Add((name, values));
    }

    private static string Opposite(string name, IReadOnlyList<Written> texts) =>
        $"{(name.Contains(' ', StringComparison.Ordinal) ? "membership" : $"'{name}'")} {Quoted.List([.. texts.Select(text => text.Text)])} is both required and excluded";

    private void Present(string name)
    {
        _present.Add(name);
        if (_absent.Contains(name))
        {
            Contradiction ??= $"'{name}' would have to be absent and have a value";
        }
    }

    private void Absent(string name)
    {
        _absent.Add(name);
        if (_present.Contains(name) || always.Contains(name) || name is "sub" or "issuer")
        {
            Contradiction ??= _present.Contains(name) ? $"'{name}' would have to be absent and have a value" : $"'{name}' is never absent";
        }
    }
}
