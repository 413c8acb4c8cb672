using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// <c>apps/portal/reader</c> is the role <c>portal/reader</c> of the client <c>apps</c>. Who means the client <c>apps/portal</c> has a grant that nobody
/// ever gets: in one text the two cannot be told apart. A deny holds for both readings.
/// </summary>
internal static class ClientSlashLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) =>
        from rule in document.Rules
        where rule.Grant is not null
        from test in ConditionTests.Leaves(rule.When).OfType<PredicateDocument.Membership>()
        where test.Kind == MembershipKind.ClientRole
        from pattern in test.Patterns
        where pattern.Client is null && pattern.Text.Text.Split('/') is { Length: > 2 }
        select new RuleWarning(pattern.Text.At, LintCode.ClientSlash, Text(pattern.Text.Text), rule);

    private static string Text(string pattern)
    {
        var parts = pattern.Split('/', 2);
        var last = pattern.LastIndexOf('/');
        return $"this is role {SafeText.Quote(parts[1])} of client {SafeText.Quote(parts[0])}, and never holds for a client with a slash in its id; write the two apart: "
            + $"{{ client: {pattern[..last]}, role: {pattern[(last + 1)..]} }}, or {{ client: {parts[0]}, role: {parts[1]} }}";
    }
}
