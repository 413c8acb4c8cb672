using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>What a set of tests that must all hold says of each name, and where two of them exclude each other.</summary>
/// <param name="always">Claims that have a default and are never absent.</param>
/// <param name="single">Names that are one text wherever they are.</param>
/// <param name="denies">For a deny rule, which holds for what cannot be decided: only names that always can be are then compared.</param>
internal sealed class ConditionFacts(HashSet<string> always, IReadOnlyList<string> single, bool denies)
{
    private readonly List<(string Name, IReadOnlyList<string> Values)> _wanted = [];
    private readonly List<(string Name, Func<string, bool> Fits)> _filters = [];
    private readonly List<(string Name, Func<string, bool> Fits)> _excluded = [];
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);
    private readonly AddressFacts _addresses = new();

    public void Add(PredicateDocument test)
    {
        switch (test)
        {
            case PredicateDocument.Issuer { Ids: not [{ Text: AnyIssuer.Id }] } issuer:
                Add(BuiltInClaims.Issuer, new ClaimTestDocument.Equal(issuer.Ids));
                break;
            case PredicateDocument.Client client:
                Add(BuiltInClaims.Client, new ClaimTestDocument.Equal(client.Ids));
                break;
            case PredicateDocument.Membership membership when membership.Patterns.All(pattern => pattern.Client is null):
                _wanted.Add((Name(membership), [.. membership.Patterns.Select(pattern => pattern.Text.Text)]));
                break;
            case PredicateDocument.SourceAddress source:
                _addresses.Want(source);
                break;
            case PredicateDocument.Claim claim:
                Add(claim.Name.Text, claim.Test);
                break;
            case PredicateDocument.Not { Tests: [var single] }:
                AddOpposite(single);
                break;
        }
    }

    /// <returns>What no token can meet; null where nothing was found.</returns>
    public string? FindContradiction() =>
        FindAbsence() ?? FindTwoValues() ?? FindOpposites() ?? (denies ? null : _addresses.FindContradiction());

    private void AddOpposite(PredicateDocument test)
    {
        switch (test)
        {
            case PredicateDocument.Issuer { Ids: not [{ Text: AnyIssuer.Id }] } issuer:
                _excluded.Add((BuiltInClaims.Issuer, ClaimTestFit.Of(new ClaimTestDocument.Equal(issuer.Ids))!));
                break;
            case PredicateDocument.Client client:
                _excluded.Add((BuiltInClaims.Client, ClaimTestFit.Of(new ClaimTestDocument.Equal(client.Ids))!));
                break;
            case PredicateDocument.Membership membership:
                _excluded.Add((Name(membership), pattern => membership.Patterns.Any(wide => PatternCover.Covers(membership.Kind, wide, pattern))));
                break;
            case PredicateDocument.SourceAddress source:
                _addresses.Exclude(source);
                break;
            case PredicateDocument.Claim { Test: not ClaimTestDocument.Not } claim:
                Add(claim.Name.Text, new ClaimTestDocument.Not(claim.Test));
                break;
        }
    }

    private void Add(string name, ClaimTestDocument test)
    {
        switch (test)
        {
            case ClaimTestDocument.Exists { Value.Text: "true" } or ClaimTestDocument.Not { Test: ClaimTestDocument.Exists { Value.Text: "false" } }:
                _present.Add(name);
                break;
            case ClaimTestDocument.Exists or ClaimTestDocument.Not { Test: ClaimTestDocument.Exists }:
                _absent.Add(name);
                break;
            case ClaimTestDocument.Not not when ClaimTestFit.Of(not.Test) is { } excluded:
                _excluded.Add((name, excluded));
                break;
            case var wanted when (denies ? ClaimTestFit.UnlessFalse(wanted) : ClaimTestFit.Of(wanted)) is { } fits:
                _present.Add(name);
                _filters.Add((name, fits));
                _wanted.AddRange(wanted is ClaimTestDocument.Equal equal ? [(name, Texts(equal.Values))] : []);
                break;
        }
    }

    private string? FindAbsence() =>
        _absent.Where(_present.Contains).Select(name => $"'{name}' would have to be absent and have a value").FirstOrDefault()
        ?? _absent.Where(name => always.Contains(name) || name is BuiltInClaims.Subject or BuiltInClaims.Issuer).Select(name => $"'{name}' is never absent").FirstOrDefault();

    /// <summary>An array holds several values, so only names that are always one value can be asked too much.</summary>
    private string? FindTwoValues() => _wanted
        .Where(wanted => single.Contains(wanted.Name))
        .Where(wanted => !wanted.Values.Any(value => _filters.TrueForAll(filter => filter.Name != wanted.Name || filter.Fits(value))))
        .Select(wanted => $"'{wanted.Name}' is one value, and none meets all of its tests")
        .FirstOrDefault();

    /// <summary>An array may hold several values, but none of those that are excluded.</summary>
    private string? FindOpposites()
    {
        foreach (var (name, values) in _wanted.Where(wanted => !denies || single.Contains(wanted.Name)))
        {
            if (values.All(value => _excluded.Exists(excluded => excluded.Name == name && excluded.Fits(value))))
            {
                return $"{(name.Contains(' ', StringComparison.Ordinal) ? "membership" : $"'{name}'")} {SafeText.QuoteList(values)} is both required and excluded";
            }
        }

        return null;
    }

    /// <summary>Names with a space are no claim's.</summary>
    private static string Name(PredicateDocument.Membership test) => $"{test.Kind} membership";

    private static IReadOnlyList<string> Texts(IReadOnlyList<Written> texts) => [.. texts.Select(text => text.Text)];
}
