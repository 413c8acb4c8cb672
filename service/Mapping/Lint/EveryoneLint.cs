namespace TokenBridge.Mapping.Lint;

/// <summary>A grant for everyone is for every account of the realm, service accounts and guests too.</summary>
internal static class EveryoneLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) =>
        from rule in document.Rules
        where rule.Grant is not null
        from test in rule.When ?? []
        where test is PredicateDocument.Everyone
        select new RuleWarning(
            test.At, LintCode.Everyone, "this grant is for everyone who can get a token at all, guests and service accounts too; name a group or a realm role", rule);
}
