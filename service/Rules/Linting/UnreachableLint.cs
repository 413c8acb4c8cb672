using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Rules that no token can meet: what must hold contradicts itself. Found are values that exclude each other on names that are always one value,
/// a test and its opposite, absence together with a value, addresses that are apart, and a login that the rule asks for and excludes; whatever is harder is left alone.
/// </summary>
internal static class UnreachableLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        var always = document.Claims.Where(claim => claim.Default is not null).Select(claim => claim.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in document.Rules.Where(rule => rule.When is not null))
        {
            // Whoever lacks the acr is asked to step up, and then no longer meets what the rule says of it. Only a string is an acr to a
            // required login; anywhere else a token may hold several.
            var acr = rule.Require?.Acr;
            PredicateDocument[] login = acr is null ? [] : [new PredicateDocument.Claim(new Written(BuiltInClaims.Acr, rule.At), new ClaimTestDocument.Equal(acr))];
            IReadOnlyList<string> single = acr is null ? BuiltInClaims.SingleTexts : [.. BuiltInClaims.SingleTexts, BuiltInClaims.Acr];
            if (Contradiction([.. ConditionTests.Of(document, rule), .. login], always, single, rule.Deny is not null) is { } what)
            {
                yield return new RuleWarning(rule.At, LintCode.Unreachable, $"no token can meet these conditions: {what}; fix them, or take the rule out", rule);
            }
        }
    }

    private static string? Contradiction(IReadOnlyList<PredicateDocument> tests, HashSet<string> always, IReadOnlyList<string> single, bool denies)
    {
        var (facts, choices) = (new ConditionFacts(always, single, denies), new List<PredicateDocument.Any>());
        Collect(tests, facts, choices);
        if (facts.FindContradiction() is { } what)
        {
            return what;
        }

        // Each choice on its own beside what always holds; choices together would multiply.
        var firm = tests.SelectMany(Firm).ToList();
        foreach (var choice in choices)
        {
            var faults = choice.Branches.Select(branch => Contradiction([.. firm, .. branch], always, single, denies)).ToList();
            if (faults.TrueForAll(fault => fault is not null))
            {
                return $"every branch of 'any' at line {choice.At.Line} contradicts itself or what stands beside it ({faults[0]})";
            }
        }

        return null;
    }

    private static void Collect(IEnumerable<PredicateDocument> tests, ConditionFacts facts, List<PredicateDocument.Any> choices)
    {
        foreach (var test in tests.SelectMany(ConditionTests.Flatten))
        {
            if (test is PredicateDocument.Any any)
            {
                choices.Add(any);
            }
            else
            {
                facts.Add(test);
            }
        }
    }

    private static IEnumerable<PredicateDocument> Firm(PredicateDocument test) => ConditionTests.Flatten(test).Where(part => part is not PredicateDocument.Any);
}
