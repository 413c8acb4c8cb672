using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting.Conditions;

/// <summary>Walks over the conditions of a rule.</summary>
internal static class ConditionTests
{
    /// <summary>All that must hold: the rule's own tests, behind the file's issuers where it names none itself.</summary>
    public static IReadOnlyList<PredicateDocument> Of(RuleSetDocument document, RuleDocument rule)
    {
        var tests = rule.When ?? [];
        return document.Issuers is not { } issuers || IssuerScope.Names(tests) ? tests : [new PredicateDocument.Issuer(rule.At, issuers), .. tests];
    }

    /// <summary>A test, or the tests that an <c>all</c> puts together.</summary>
    public static IEnumerable<PredicateDocument> Flatten(PredicateDocument test) =>
        test is PredicateDocument.All all ? all.Branches.SelectMany(branch => branch.SelectMany(Flatten)) : [test];

    /// <summary>Every test that is no combination, wherever it stands.</summary>
    public static IEnumerable<PredicateDocument> Leaves(IEnumerable<PredicateDocument>? tests) => (tests ?? []).SelectMany(test => test switch
    {
        PredicateDocument.All all => all.Branches.SelectMany(Leaves),
        PredicateDocument.Any any => any.Branches.SelectMany(Leaves),
        PredicateDocument.Not not => Leaves(not.Tests),
        _ => [test],
    });

    /// <summary>The names that a rule's patterns capture, each with the first pattern that does.</summary>
    public static IReadOnlyDictionary<string, Written> Captures(RuleDocument rule)
    {
        var captures = new Dictionary<string, Written>(StringComparer.Ordinal);
        foreach (var test in Leaves(rule.When).OfType<PredicateDocument.Membership>())
        {
            foreach (var (pattern, name) in test.Patterns.SelectMany(pattern => PatternCover.Captures(test.Kind, pattern).Select(name => (pattern, name))))
            {
                captures.TryAdd(name, pattern.Text);
            }
        }

        return captures;
    }
}
