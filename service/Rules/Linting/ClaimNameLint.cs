using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>Names that do not mean what they seem to, or nothing at all.</summary>
internal static class ClaimNameLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) => FindShadowed(document).Concat(FindUnused(document));

    private static IEnumerable<RuleWarning> FindShadowed(RuleSetDocument document)
    {
        var claims = document.Claims.Select(claim => claim.Name.Text).ToHashSet(StringComparer.Ordinal);
        return
            from rule in document.Rules
            from capture in ConditionTests.Captures(rule)
            where claims.Contains(capture.Key)
            select new RuleWarning(
                capture.Value.At, LintCode.Shadowed, $"{{{capture.Key}}} means the capture in this rule, and hides the claim of that name; call one of them otherwise", rule);
    }

    private static IEnumerable<RuleWarning> FindUnused(RuleSetDocument document)
    {
        var used = TemplateNames.Of(document.Defaults)
            .Concat(document.Rules.Where(rule => rule.Grant is not null).SelectMany(rule => TemplateNames.Of(rule.Grant!)))
            .Concat(document.Rules.SelectMany(rule => ConditionTests.Leaves(rule.When)).OfType<PredicateDocument.Claim>().Select(test => test.Name.Text))
            .ToHashSet(StringComparer.Ordinal);
        return document.Claims
            .Where(claim => !used.Contains(claim.Name.Text))
            .Select(claim => new RuleWarning(
                claim.Name.At, LintCode.UnusedClaim, $"no rule and no template of this file reads the claim {SafeText.Quote(claim.Name.Text)}; take it out, or use it"));
    }
}
