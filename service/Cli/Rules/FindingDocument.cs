using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules;

/// <summary>Findings for programs, as <c>rules check --format json</c> prints them.</summary>
/// <param name="Findings">In order of files and lines.</param>
/// <param name="Errors">How many.</param>
/// <param name="Warnings">How many.</param>
internal sealed record FindingDocument(IReadOnlyList<FindingEntry> Findings, int Errors, int Warnings)
{
    public static FindingDocument Of(IReadOnlyList<RulesCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Findings).ToList();
        var errors = findings.Count(finding => finding.IsError);
        return new FindingDocument([.. findings.Select(FindingEntry.Of)], errors, findings.Count - errors);
    }
}

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
