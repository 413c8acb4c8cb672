using System.CommandLine;

namespace TokenBridge.Commands;

/// <summary>The command line of the one binary.</summary>
internal static class TokenBridgeCommand
{
    /// <summary>Longer than the host's own 30 s for requests under way and their audit records; the command line library's 2 s would cut them off.</summary>
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(40);

    public static Task<int> RunAsync(string[] args) =>
        Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationLimit });

    public static RootCommand Create()
    {
        var root = new RootCommand("TokenBridge turns a Keycloak access token into short-lived AWS credentials.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(DevCommand.Create());
        return root;
    }
}
