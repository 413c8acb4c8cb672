using System.Text.Json.Serialization;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>Findings for programs, as <c>rules check --format json</c> prints them.</summary>
/// <param name="Findings">In order of files and lines.</param>
/// <param name="RuleSets">One for each path.</param>
/// <param name="Errors">How many, those that are not listed too.</param>
/// <param name="Warnings">How many, likewise.</param>
internal sealed record FindingDocument(
    IReadOnlyList<FindingEntry> Findings, [property: JsonPropertyName("rule_sets")] IReadOnlyList<CheckedRuleSet> RuleSets, int Errors, int Warnings)
{
    public static FindingDocument Of(IReadOnlyList<RulesCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Findings).ToList();
        return new FindingDocument(
            [.. findings.Select(FindingEntry.Of)],
            [.. checks.Select(check => new CheckedRuleSet(check.Path, check.Rules?.Hash, check.Rules?.Rules.Count, check.Rules?.Tests.Count))],
            findings.Where(finding => finding.IsError).Sum(finding => finding.Count),
            findings.Where(finding => !finding.IsError).Sum(finding => finding.Count));
    }
}

/// <summary>With faults there is a path and nothing more: no service has such rules.</summary>
/// <param name="Path">As the operator named it.</param>
/// <param name="RulesHash">As the service shows it.</param>
/// <param name="Rules">How many.</param>
/// <param name="Tests">How many.</param>
internal sealed record CheckedRuleSet(
    string Path,
    [property: JsonPropertyName("rules_hash"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RulesHash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Rules,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Tests);

/// <param name="File">As the operator named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Code">Stable.</param>
/// <param name="Message">One line.</param>
internal sealed record FindingEntry(string File, int Line, int Column, string Severity, string Code, string Message)
{
    public static FindingEntry Of(Finding finding) => new(finding.File, finding.Line, finding.Column, finding.Severity, finding.Code, finding.Message);
}
