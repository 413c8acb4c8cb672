using TokenBridge.Rules;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Cli.Rules.Test;

/// <summary>What came of the tests, as <c>rules test --format json</c> prints it.</summary>
/// <param name="RulesHash">Of the rules that were tried.</param>
/// <param name="Tests">In the order of the files.</param>
/// <param name="Failed">How many.</param>
/// <param name="Coverage">Null where it was not asked for.</param>
internal sealed record TestRunDocument(string RulesHash, IReadOnlyList<TestRunEntry> Tests, int Failed, TestCoverage? Coverage)
{
    public static TestRunDocument Of(RuleSet rules, IReadOnlyList<RuleTestResult> results, RuleSetCoverage? coverage) => new(
        rules.Hash,
        [.. results.Select(result => new TestRunEntry(result.Test.Name, result.Test.At.File, result.Test.At.Line, result.Passed, result.Differences))],
        results.Count(result => !result.Passed),
        coverage is null ? null : TestCoverage.Of(coverage));
}

/// <param name="Name">Of the test.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Passed">Whether it does.</param>
/// <param name="Differences">Each a sentence.</param>
internal sealed record TestRunEntry(string Name, string File, int Line, bool Passed, IReadOnlyList<string> Differences);

/// <param name="Parts">Of the rules, how many there are.</param>
/// <param name="Reached">How many of them.</param>
/// <param name="Missed">The others.</param>
internal sealed record TestCoverage(int Parts, int Reached, IReadOnlyList<MissedPart> Missed)
{
    public static TestCoverage Of(RuleSetCoverage coverage) => new(
        coverage.Parts.Count,
        coverage.Parts.Count - coverage.Missed.Count,
        [.. coverage.Missed.Select(part => new MissedPart(part.RuleId, part.At.File, part.At.Line, part.Kind, $"no test {part.What}"))]);
}

/// <param name="Rule">Its id.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Kind"><c>rule</c>, <c>condition</c>, <c>alternative</c>, <c>grant</c> or <c>deny</c>.</param>
/// <param name="Message">What no test does.</param>
internal sealed record MissedPart(string Rule, string File, int Line, string Kind, string Message);
