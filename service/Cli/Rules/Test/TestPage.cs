using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Cli.Rules.Test;

/// <summary>What came of the tests, for people: one line each, and what they leave out.</summary>
internal static class TestPage
{
    public static void Write(TextWriter output, TerminalStyle style, IReadOnlyList<RuleTestResult> results)
    {
        foreach (var result in results)
        {
            output.WriteLine(result.Passed
                ? $"{style.Good("pass")}  {result.Test.Name}"
                : $"{style.Bad("FAIL")}  {result.Test.Name} ({result.Test.At.File}:{result.Test.At.Line})");
            foreach (var difference in result.Differences)
            {
                output.WriteLine($"      {difference}");
            }
        }

        output.WriteLine($"{FindingText.Count(results.Count, "test")}, {results.Count(result => !result.Passed)} failed");
    }

    public static void Write(TextWriter output, TerminalStyle style, RuleSetCoverage coverage)
    {
        output.WriteLine();
        foreach (var rule in coverage.Missed.GroupBy(part => part.RuleId))
        {
            var at = rule.First().At;
            output.WriteLine($"{style.Title(rule.Key)}  {style.Faint($"{at.File}:{at.Line}")}");
            foreach (var part in rule)
            {
                output.WriteLine($"      no test {part.What}");
            }
        }

        output.WriteLine($"{coverage.Parts.Count - coverage.Missed.Count} of {FindingText.Count(coverage.Parts.Count, "part")} of the rules reached by tests");
    }
}
