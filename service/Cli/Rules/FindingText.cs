using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules;

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

        var (errors, warnings) = (checks.Sum(check => check.Findings.Count(finding => finding.IsError)), checks.Sum(check => check.Findings.Count(finding => !finding.IsError)));
        var tests = checks.Sum(check => check.Rules?.Tests.Count ?? 0);
        output.WriteLine($"{Count(errors, "error")}, {Count(warnings, "warning")}{(tests == 0 ? "" : $"; {Count(tests, "test")} not run, see tokenbridge rules test")}");
    }

    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
