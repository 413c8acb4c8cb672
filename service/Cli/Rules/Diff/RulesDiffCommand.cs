using System.CommandLine;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Diffing;
using TokenBridge.Rules.Diffing.Witnesses;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Cli.Rules.Diff;

/// <summary><c>tokenbridge rules diff OLD NEW</c>: what a change of rules does, for whoever reviews it.</summary>
/// <remarks>Exit codes: 0 no difference found; 1 some; 2 for a wrong command line or faulty rules.</remarks>
internal static class RulesDiffCommand
{
    private const string Markdown = "markdown";

    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "A rules file, or a folder whose *.yaml files are one rule set: as it was." };
        var @new = new Argument<string>("NEW") { Description = "The same as it is now." };
        RulesOptionSet.RefuseOptions(old);
        RulesOptionSet.RefuseOptions(@new);
        var format = new Option<string>("--format") { Description = "text for people, json for programs, markdown for a review's comment.", DefaultValueFactory = _ => RulesOutput.Text };
        format.AcceptOnlyFromAmong(RulesOutput.Text, RulesOutput.Json, Markdown);
        var command = new Command(
            "diff",
            "Say what a change of rules does: which rules came, went or changed, and who gains or loses which role, tags or duration by it. "
            + "Callers made from the rules and tests of both sides show it; they cannot prove that nothing else differs. "
            + "Exit codes: 0 no difference found, 1 some, 2 the command line or the rules are wrong.")
        {
            old, @new, format,
        };
        command.SetAction(async (parsed, _) =>
        {
            if (RulesCommand.RefusesStray(parsed, "diff"))
            {
                return ExitCode.Usage;
            }

            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (before, after) = (Load(parsed.GetRequiredValue(old), error), Load(parsed.GetRequiredValue(@new), error));
            if (before is null || after is null)
            {
                return ExitCode.Usage;
            }

            var diff = RuleSetDiff.Between(before, after);
            switch (parsed.GetRequiredValue(format))
            {
                case RulesOutput.Json:
                    await RulesOutput.WriteJsonAsync(output, DiffDocument.Of(diff, before, after), RulesJson.Default.DiffDocument);
                    break;
                case Markdown:
                    await new DiffMarkdown(output).WriteAsync(diff);
                    break;
                default:
                    await new DiffPage(output, TerminalStyle.ForConsole()).WriteAsync(diff);
                    break;
            }

            return diff.IsEmpty ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>Without the warnings, which take longer than everything else where rules are many.</summary>
    /// <returns>Null after every fault was written.</returns>
    private static RuleSetVersion? Load(string path, TextWriter error)
    {
        var (context, (sources, unreadable)) = (new RuleSetContext([]), RuleSetFile.Read(path));
        if (RuleSetCompiler.Compile(sources, unreadable, context) is RuleSetCompilation.Compiled { RuleSet: var rules })
        {
            return RuleSetVersion.Of(rules, sources);
        }

        FindingText.Write(error, new TerminalStyle(isColoured: false), [RulesCheck.Of(path, context)]);
        return null;
    }
}
