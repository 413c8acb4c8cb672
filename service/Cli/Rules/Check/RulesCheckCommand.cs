using System.CommandLine;
using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules.Check;

/// <summary><c>tokenbridge rules check PATH...</c>: every fault and warning of rules files.</summary>
internal static class RulesCheckCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Rules files, or folders whose *.yaml files are one rule set; each PATH is a rule set of its own.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<FindingFormat>("--format") { Description = "text for people, json, github for workflow annotations, sarif for code scanning." };
        format.AcceptOnlyFromAmong("text", "json", "github", "sarif");
        format.HelpName = "text|json|github|sarif";
        RulesOptionSet.RefuseOptions(paths);
        var strict = new Option<bool>("--strict") { Description = "Warnings count as faults in the exit code." };
        var test = new Option<bool>("--test") { Description = "Run the tests in the files too; one that fails is a fault." };
        var issuer = RulesOptionSet.Issuer();
        var command = new Command(
            "check",
            $"Compile rules files and tell every fault; where there is none, warn of what is seldom meant. Tests in the files are compiled, and run with --test. The hash is that which the service shows. {RulesExitCode.Help}")
        {
            paths, format, strict, test, issuer,
        };
        command.SetAction(parsed =>
        {
            if (RulesCommand.RefusesStray(parsed, "check"))
            {
                return RulesExitCode.Usage;
            }

            var checks = parsed.GetRequiredValue(paths)
                .Select(path => RulesCheck.Of(path, RulesOptionSet.Context(parsed.GetRequiredValue(issuer))))
                .Select(check => parsed.GetValue(test) ? check.WithTests() : check)
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            switch (parsed.GetValue(format))
            {
                case FindingFormat.Text:
                    FindingText.Write(output, TerminalStyle.ForConsole(), checks);
                    break;
                case FindingFormat.Json:
                    output.WriteLine(JsonSerializer.Serialize(FindingDocument.Of(checks), FindingJson.Default.FindingDocument));
                    break;
                case FindingFormat.Github:
                    FindingWorkflow.Write(output, checks);
                    break;
                case FindingFormat.Sarif:
                    output.WriteLine(JsonSerializer.Serialize(SarifDocument.Of(checks), FindingJson.Default.SarifDocument));
                    break;
            }

            var isDirty = checks.Exists(check => check.Findings.Any(finding => finding.IsError || parsed.GetValue(strict)));
            return isDirty ? RulesExitCode.Findings : RulesExitCode.Clean;
        });
        return command;
    }
}
