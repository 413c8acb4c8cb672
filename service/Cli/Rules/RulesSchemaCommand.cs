using System.CommandLine;
using TokenBridge.Rules.Reading.Schema;

namespace TokenBridge.Cli.Rules;

/// <summary><c>tokenbridge rules schema</c>: the JSON Schema of a rules file, for editors.</summary>
internal static class RulesSchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema (draft 2020-12) of a rules file. Editors take it from the line: # yaml-language-server: $schema=./rules.schema.json");
        command.SetAction(parsed =>
        {
            if (RulesCommand.RefusesStray(parsed, "schema"))
            {
                return RulesExitCode.Usage;
            }

            parsed.InvocationConfiguration.Output.Write(RuleSetSchema.Write());
            return RulesExitCode.Clean;
        });
        return command;
    }
}
