using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>Findings for people: compiler form, then the line with a caret under the column.</summary>
internal static class FindingText
{
    public static void Write(TextWriter output, TerminalStyle style, IReadOnlyList<RulesCheck> checks)
    {
        foreach (var check in checks)
        {
            var lines = check.Sources.ToDictionary(source => source.File, source => source.Text.ReplaceLineEndings("\n").Split('\n'), StringComparer.Ordinal);
            foreach (var finding in check.Findings)
            {
                var severity = finding.IsError ? style.Bad("error") : style.Title("warning");
                output.WriteLine($"{finding.File}:{finding.Line}:{finding.Column}: {severity} {finding.Code}: {finding.Message}");
                if (lines.GetValueOrDefault(finding.File) is { } texts && finding.Line <= texts.Length && texts[finding.Line - 1].Trim().Length > 0)
                {
                    var quote = QuotedLine.Of(texts[finding.Line - 1], finding.Column);
                    output.WriteLine($"    {quote.Text}");
                    output.WriteLine($"    {style.Good(quote.Caret)}");
                }
            }
        }

        foreach (var check in checks.Where(check => check.Rules is not null))
        {
            output.WriteLine($"{check.Path}: rules_hash {check.Rules!.Hash}");
        }

        var findings = checks.SelectMany(check => check.Findings).ToLookup(finding => finding.IsError, finding => finding.Count);
        output.WriteLine($"{Count(findings[true].Sum(), "error")}, {Count(findings[false].Sum(), "warning")}{Tests(checks)}");
    }

    /// <summary>A failed one is an error above.</summary>
    private static string Tests(IReadOnlyList<RulesCheck> checks)
    {
        var tests = checks.Sum(check => check.Rules?.Tests.Count ?? 0);
        return tests == 0 ? ""
            : checks.All(check => check.AreTestsRun || check.Rules is null) ? $"; {Count(tests, "test")} run"
            : $"; {Count(tests, "test")} not run, see tokenbridge rules check --test";
    }

    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
