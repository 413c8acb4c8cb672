using System.CommandLine;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Cli.Rules.Test;

/// <summary><c>tokenbridge rules test PATH</c>: runs the tests that stand in rules files.</summary>
internal static class RulesTestCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A rules file, or a folder whose *.yaml files are one rule set." };
        RulesOptionSet.RefuseOptions(path);
        var coverage = new Option<bool>("--coverage") { Description = "Name rules, conditions, alternatives of lists, grants and denies that no test reaches. The exit code stays that of the tests." };
        var format = RulesOutput.Format();
        var issuer = RulesOptionSet.Issuer();
        var command = new Command("test", $"Run the tests that stand in rules files, each with what was expected and what came. {RulesExitCode.Help}") { path, coverage, format, issuer };
        command.SetAction(async (parsed, _) => RulesCommand.RefusesStray(parsed, "test")
            ? RulesExitCode.Usage
            : await RunAsync(
                RulesCheck.Of(parsed.GetRequiredValue(path), RulesOptionSet.Context(parsed.GetRequiredValue(issuer))),
                parsed.GetValue(coverage),
                parsed.GetValue(format) == RulesOutput.Json,
                parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(RulesCheck check, bool withCoverage, bool asJson, TextWriter output)
    {
        var style = TerminalStyle.ForConsole();
        if (check.Rules is not { } rules)
        {
            FindingText.Write(output, style, [check]);
            return RulesExitCode.Findings;
        }

        var results = RuleSetTests.Run(rules);
        var coverage = withCoverage ? RuleSetCoverage.Of(rules) : null;
        if (asJson)
        {
            await RulesOutput.WriteJsonAsync(output, TestRunDocument.Of(rules, results, coverage), RulesJson.Default.TestRunDocument);
        }
        else
        {
            TestPage.Write(output, style, results);
            if (coverage is not null)
            {
                TestPage.Write(output, style, coverage);
            }
        }

        return results.All(result => result.Passed) ? RulesExitCode.Clean : RulesExitCode.Findings;
    }
}
