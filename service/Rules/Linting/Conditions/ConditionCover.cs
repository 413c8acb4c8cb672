using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Conditions within others: whether everybody who surely meets one meets another. Says yes only where each test of the other is met by one test.</summary>
/// <param name="narrow">The file of the one: names of claims are a file's own.</param>
/// <param name="wide">The file of the other.</param>
internal sealed class ConditionCover(RuleSetDocument narrow, RuleSetDocument wide)
{
    private readonly Dictionary<string, (string From, string? Default, string? Map)> _narrowClaims = Claims(narrow);
    private readonly Dictionary<string, (string From, string? Default, string? Map)> _wideClaims = Claims(wide);

    public bool Covers(RuleDocument outer, RuleDocument inner) => Covers(ConditionTests.Of(wide, outer), ConditionTests.Of(narrow, inner));

    private bool Covers(IReadOnlyList<PredicateDocument> outer, IReadOnlyList<PredicateDocument> inner)
    {
        var given = inner.SelectMany(ConditionTests.Flatten).ToList();
        return outer.SelectMany(ConditionTests.Flatten).All(test => IsMet(test, given));
    }

    private bool IsMet(PredicateDocument test, List<PredicateDocument> given) => test switch
    {
        PredicateDocument.Everyone or PredicateDocument.Issuer { Ids: [{ Text: AnyIssuer.Id }] } => true,
        PredicateDocument.Any any => any.Branches.Any(branch => Covers(branch, given)),
        _ => given.Exists(one => Implies(one, test)),
    };

    private bool Implies(PredicateDocument given, PredicateDocument test) => (given, test) switch
    {
        (PredicateDocument.Any any, _) => any.Branches.All(branch => branch.SelectMany(ConditionTests.Flatten).Any(part => Implies(part, test))),
        (PredicateDocument.Membership some, PredicateDocument.Membership all) when some.Kind == all.Kind =>
            some.Patterns.All(pattern => all.Patterns.Any(outer => PatternCover.Captures(all.Kind, outer).Count == 0 && PatternCover.Covers(all.Kind, outer, pattern))),
        (PredicateDocument.Issuer some, PredicateDocument.Issuer all) => IsSubset(some.Ids, all.Ids),
        (PredicateDocument.Client some, PredicateDocument.Client all) => IsSubset(some.Ids, all.Ids),
        (PredicateDocument.SourceAddress some, PredicateDocument.SourceAddress all) => NetworkCover.Covers(all, some),
        (PredicateDocument.Claim some, PredicateDocument.Claim all) => IsSameClaim(some.Name.Text, all.Name.Text) && Implies(some.Test, all.Test),
        _ => false,
    };

    private static bool Implies(ClaimTestDocument given, ClaimTestDocument test) => (given, test) switch
    {
        (ClaimTestDocument.Equal or ClaimTestDocument.Like or ClaimTestDocument.Range, ClaimTestDocument.Exists { Value.Text: "true" }) => true,
        (ClaimTestDocument.Exists some, ClaimTestDocument.Exists all) => some.Value.Text == all.Value.Text,
        (ClaimTestDocument.Equal equal, _) => ClaimTestFit.Of(test) is { } fits && equal.Values.All(value => fits(value.Text)),
        _ => false,
    };

    private bool IsSameClaim(string some, string all) =>
        (_narrowClaims.TryGetValue(some, out var one), _wideClaims.TryGetValue(all, out var other)) switch
        {
            (true, true) => one == other,
            (false, false) => some == all,
            _ => false,
        };

    private static bool IsSubset(IReadOnlyList<Written> some, IReadOnlyList<Written> all) => some.All(one => all.Any(other => one.Text == other.Text));

    /// <summary>By name, those that are built in among them: a declared claim may mean the same place.</summary>
    private static Dictionary<string, (string From, string? Default, string? Map)> Claims(RuleSetDocument document) => document.Claims
        .Select(claim => (Name: claim.Name.Text, From: claim.From!.Text, Default: claim.Default?.Text, Map: MapText(claim)))
        .Concat(BuiltInClaims.Places.Select(place => (Name: place.Key, From: place.Value.Text, Default: (string?)null, Map: (string?)null)))
        .DistinctBy(claim => claim.Name)
        .ToDictionary(claim => claim.Name, claim => (claim.From, claim.Default, claim.Map), StringComparer.Ordinal);

    private static string? MapText(ClaimDocument claim) =>
        claim.Map is { } map ? new ClaimMap(map.Select(pair => KeyValuePair.Create(pair.Key.Text, pair.Value.Text))).Identity : null;
}
