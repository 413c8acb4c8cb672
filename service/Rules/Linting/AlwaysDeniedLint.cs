using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>A grant that nobody ever gets, because a deny rule forbids its roles to everybody whom it fits.</summary>
internal static class AlwaysDeniedLint
{
    /// <param name="document">Whose grants are looked at.</param>
    /// <param name="documents">Whose denies count: those of all files.</param>
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document, IReadOnlyList<RuleSetDocument> documents)
    {
        var denies = documents.SelectMany(other => other.Rules
            .Where(rule => rule.Deny is not null)
            .Select(rule => (Rule: rule, Globs: Read(rule.Deny!), Cover: new ConditionCover(document, other)))).ToList();
        foreach (var rule in document.Rules)
        {
            if (rule.Grant?.Over(document.Defaults).Role is not { } role)
            {
                continue;
            }

            var shape = Shape(role);
            var deny = denies.Find(deny => deny.Globs.Exists(glob => glob.Matches(shape)) && deny.Cover.Covers(deny.Rule, rule));
            if (deny.Rule is { Id: { } id, At: var at })
            {
                yield return new RuleWarning(
                    rule.At,
                    LintCode.AlwaysDenied,
                    $"nobody gets this grant: rule {SafeText.Quote(id.Text)} ({at.File}:{at.Line}) denies its role to everybody whom it fits; narrow that deny, or take this rule out",
                    rule);
            }
        }
    }

    private static List<RoleGlob> Read(DenyDocument deny) =>
        [.. deny.Roles.Select(text => RoleGlob.Read(text.Text).Value).OfType<RoleGlob>()];

    /// <summary>With a star for each value: only a star of a glob matches that one, as it would match every value.</summary>
    private static string Shape(Written role) => Template.Read(role.Text).TryGet(out var template, out _)
        ? string.Concat(template.Parts.Select(part => part.Name is null ? part.Text : "*"))
        : role.Text;
}
