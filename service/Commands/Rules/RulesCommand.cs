using System.CommandLine;

namespace TokenBridge.Commands.Rules;

/// <summary><c>tokenbridge rules</c>: everything that can be asked of rules without a service.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "Ask a rules file what it does.")
    {
        ExplainCommand.Create(),
        WhoCommand.Create(),
    };
}
