using System.CommandLine;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Cli.Rules.Diff;
using TokenBridge.Cli.Rules.Explain;
using TokenBridge.Cli.Rules.Test;
using TokenBridge.Cli.Rules.Who;

namespace TokenBridge.Cli.Rules;

/// <summary><c>tokenbridge rules</c>: rules as files, without a running service.</summary>
internal static class RulesCommand
{
    public const string Name = "rules";

    public static Command Create() => new(Name, "Check, test, explain and compare rules files, with the compiler that the service uses. "
        + "Exit codes: 0 clean, passed, explained, no difference found, or somebody can get the role; 1 faults or failed tests (check --strict: warnings too), a difference (diff), or nobody can get the role (who); "
        + "2 the command line is wrong, or explain, who and diff cannot read the rules or the token.")
    {
        RulesCheckCommand.Create(),
        RulesTestCommand.Create(),
        ExplainCommand.Create(),
        WhoCommand.Create(),
        RulesDiffCommand.Create(),
        RulesSchemaCommand.Create(),
    };

    /// <summary>The root command takes settings as loose words; these commands take none.</summary>
    /// <returns>Whether there was a stray word, which was then told.</returns>
    public static bool RefusesStray(ParseResult parsed, string command)
    {
        if (parsed.UnmatchedTokens is [var stray, ..])
        {
            parsed.InvocationConfiguration.Error.WriteLine($"tokenbridge rules {command}: '{stray}' is not known; see tokenbridge rules {command} --help");
            return true;
        }

        return false;
    }
}
