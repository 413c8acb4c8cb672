using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>Values of a list that another value of the same list covers: they say nothing, and who takes the other out may not know what stays.</summary>
internal static class CoveredLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) =>
        document.Rules.SelectMany(rule => ConditionTests.Leaves(rule.When).SelectMany(FindIn).Concat(FindIn(rule.Deny)).Select(warning => warning with { Rule = rule }));

    private static IEnumerable<RuleWarning> FindIn(PredicateDocument test) => test switch
    {
        PredicateDocument.Membership membership =>
            Find(membership.Patterns, static pattern => pattern.Text, (wide, narrow) => PatternCover.Covers(membership.Kind, wide, narrow)),
        PredicateDocument.SourceAddress source => Find(source.Networks, CoversNetwork),
        PredicateDocument.Issuer issuer => Find(issuer.Ids, Equals),
        PredicateDocument.Client client => Find(client.Ids, Equals),
        PredicateDocument.Claim claim => FindIn(claim.Test),
        _ => [],
    };

    private static IEnumerable<RuleWarning> FindIn(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Equal equal => Find(equal.Values, Equals),
        ClaimTestDocument.Like like => Find(like.Globs, static (wide, narrow) => new TextGlob(wide).Matches(narrow)),
        ClaimTestDocument.Not not => FindIn(not.Test),
        _ => [],
    };

    private static IEnumerable<RuleWarning> FindIn(DenyDocument? deny) =>
        Find(deny?.Roles ?? [], static (wide, narrow) => RoleGlob.Read(wide).TryGet(out var glob, out _) && glob.Matches(narrow));

    private static bool CoversNetwork(string wide, string narrow) =>
        Network.Read(wide).TryGet(out var outer, out _) && Network.Read(narrow).TryGet(out var inner, out _) && outer.Covers(inner);

    private static bool Equals(string one, string other) => one == other;

    private static IEnumerable<RuleWarning> Find(IReadOnlyList<Written> texts, Func<string, string, bool> covers) =>
        Find(texts, static text => text, (wide, narrow) => covers(wide.Text, narrow.Text));

    /// <summary>Of two that cover each other the later one is told.</summary>
    private static IEnumerable<RuleWarning> Find<T>(IReadOnlyList<T> texts, Func<T, Written> written, Func<T, T, bool> covers)
    {
        // Each value is compared with each; longer lists come from programs, which nobody reads.
        const int Most = 100;
        for (var index = 0; index < texts.Count && texts.Count is > 1 and <= Most; index++)
        {
            var narrow = texts[index];
            for (var other = 0; other < texts.Count; other++)
            {
                if (other != index && covers(texts[other], narrow) && (other < index || !covers(narrow, texts[other])))
                {
                    yield return new RuleWarning(
                        written(narrow).At, LintCode.Covered, $"{SafeText.Quote(written(narrow).Text)} says nothing beside {SafeText.Quote(written(texts[other]).Text)}, which covers it; take one of them out");
                    break;
                }
            }
        }
    }
}
