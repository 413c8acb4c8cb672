using System.CommandLine;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;

namespace TokenBridge.Cli.Rules.Who;

/// <summary><c>tokenbridge rules who</c>: the rules read backwards, from a role to the people.</summary>
/// <remarks>Exit codes: 0 some rule leads to the role; 1 none does; 2 for a wrong command line or faulty rules.</remarks>
internal static class WhoCommand
{
    public static Command Create()
    {
        var path = RulesOutput.Path();
        var role = new Argument<string>("role") { Description = "A grant's name, a rule's id, or a role ARN in which * is any text." };
        var format = RulesOutput.Format();
        var command = new Command("who", "Say which groups and attributes lead to a role, and which denies cut it. Exit codes: 0 some rule leads to it, 1 none does, 2 the command line or the rules are wrong.") { path, role, format };
        command.SetAction(async (parsed, _) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.UnmatchedTokens is [var stray, ..])
            {
                await error.WriteLineAsync($"tokenbridge rules who: {SafeText.Quote(stray)} is not known; see tokenbridge rules who --help");
                return ExitCode.Usage;
            }

            if (RulesOutput.Load(parsed.GetRequiredValue(path), error) is not { } rules)
            {
                return ExitCode.Usage;
            }

            var reach = RoleReach.Of(rules, parsed.GetRequiredValue(role));
            if (parsed.GetValue(format) == RulesOutput.Json)
            {
                await RulesOutput.WriteJsonAsync(output, WhoDocument.Of(reach, rules.Hash), RulesJson.Default.WhoDocument);
            }
            else
            {
                await new WhoPage(output, TerminalStyle.ForConsole()).WriteAsync(reach);
            }

            return reach.Routes.Count > 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
