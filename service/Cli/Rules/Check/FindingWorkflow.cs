using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>Findings as GitHub workflow commands, which become annotations of a pull request.</summary>
internal static class FindingWorkflow
{
    public static void Write(TextWriter output, IReadOnlyList<RulesCheck> checks)
    {
        foreach (var finding in checks.SelectMany(check => check.Findings))
        {
            output.WriteLine(
                $"::{finding.Severity} file={Property(finding.File)},line={finding.Line},col={finding.Column},title={Property(finding.Code)}::{Data(finding.Message)}");
        }
    }

    /// <summary>The runner undoes exactly these.</summary>
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
