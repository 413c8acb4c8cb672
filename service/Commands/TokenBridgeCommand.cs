using System.CommandLine;
using TokenBridge.Commands.Rules;

namespace TokenBridge.Commands;

/// <summary>The command line of the one binary.</summary>
internal static class TokenBridgeCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("TokenBridge turns a Keycloak access token into short-lived AWS credentials.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(DevCommand.Create());
        root.Subcommands.Add(RulesCommand.Create());
        return root;
    }
}
