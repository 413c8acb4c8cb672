using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>Takes out the warnings that a file or a rule allows, and warns of allowances that silence nothing: they would hide the next slip.</summary>
internal static class LintAllowances
{
    public static IEnumerable<RuleWarning> Apply(RuleSetDocument document, IEnumerable<RuleWarning> warnings)
    {
        var used = new HashSet<Written>(ReferenceEqualityComparer.Instance);
        foreach (var warning in warnings)
        {
            var allowing = Codes(document.Lint)
                .Concat(Codes(warning.Rule?.Lint ?? []))
                .Where(code => code.Text == warning.Code)
                .ToList();
            used.UnionWith(allowing);
            if (allowing.Count == 0)
            {
                yield return warning;
            }
        }

        foreach (var code in Codes([.. document.Lint, .. document.Rules.SelectMany(rule => rule.Lint)]).Where(code => !used.Contains(code)))
        {
            yield return new RuleWarning(
                code.At, LintCode.IdleAllowance, $"nothing here gives the warning {code.Text}, so allowing it only hides the next slip; take it out");
        }
    }

    private static IEnumerable<Written> Codes(IReadOnlyList<LintDocument> allowances) => allowances.SelectMany(allowance => allowance.Codes);
}
