using System.CommandLine;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Cli.Rules;

/// <summary><c>tokenbridge rules test PATH</c>: runs the tests that stand in rules files.</summary>
internal static class RulesTestCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A rules file, or a folder whose *.yaml files are one rule set." };
        RulesOptionSet.RefuseOptions(path);
        var issuer = RulesOptionSet.Issuer();
        var command = new Command("test", $"Run the tests that stand in rules files, each with what was expected and what came. {RulesExitCode.Help}") { path, issuer };
        command.SetAction(parsed => RulesCommand.RefusesStray(parsed, "test")
            ? RulesExitCode.Usage
            : Run(parsed.GetRequiredValue(path), RulesOptionSet.Context(parsed.GetRequiredValue(issuer)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string path, RuleSetContext context, TextWriter output)
    {
        var style = TerminalStyle.ForConsole();
        var check = RulesCheck.Of(path, context);
        if (check.Rules is not { } rules)
        {
            FindingText.Write(output, style, [check]);
            return RulesExitCode.Findings;
        }

        var results = RuleSetTests.Run(rules);
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

        var failed = results.Count(result => !result.Passed);
        output.WriteLine($"{FindingText.Count(results.Count, "test")}, {failed} failed");
        return failed == 0 ? RulesExitCode.Clean : RulesExitCode.Findings;
    }
}
