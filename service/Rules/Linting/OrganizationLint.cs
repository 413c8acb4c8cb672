using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Which of a person's organizations a token names is asked for at the login: <c>scope=organization:acme</c> leaves the others out. Nobody is in one that is
/// not theirs, but whoever is not to be in one just does not name it.
/// </summary>
internal static class OrganizationLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) =>
        from rule in document.Rules
        from test in Against(rule.When ?? [], rule.Deny is not null)
        select new RuleWarning(
            test.At,
            LintCode.UserChosen,
            $"which of their organizations a token names is chosen at the login (scope=organization:ALIAS), so whoever is in two can slip past this {(rule.Deny is null ? "'not'" : "deny")}; ask for a group, a role or an attribute that only administrators write",
            rule);

    /// <summary>Those that keep somebody out: of a deny as they stand, of a grant inside <c>not</c>.</summary>
    private static IEnumerable<PredicateDocument> Against(IEnumerable<PredicateDocument> tests, bool keepsOut) => tests.SelectMany(test => test switch
    {
        PredicateDocument.Membership { Kind: MembershipKind.Organization } when keepsOut => [test],
        PredicateDocument.All all => all.Branches.SelectMany(branch => Against(branch, keepsOut)),
        PredicateDocument.Any any => any.Branches.SelectMany(branch => Against(branch, keepsOut)),
        PredicateDocument.Not not => Against(not.Tests, !keepsOut),
        _ => [],
    });
}
