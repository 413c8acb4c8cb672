using System.CommandLine;
using System.CommandLine.Invocation;
using TokenBridge.Commands.Rules;

namespace TokenBridge.Commands;

/// <summary>The command line of the one binary.</summary>
internal static class TokenBridgeCommand
{
    /// <summary>Longer than the host's own 30 s for requests under way and their audit records; the command line library's 2 s would cut them off.</summary>
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(40);

    public static RootCommand Create()
    {
        var root = new RootCommand("TokenBridge turns a Keycloak access token into short-lived AWS credentials.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(DevCommand.Create());
        root.Subcommands.Add(RulesCommand.Create());
        return root;
    }

    /// <summary>The same exit code for every command line that is wrong, whoever finds it.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="configuration">Where to write; default: the console.</param>
    /// <param name="cancellationToken">Ends a command that runs on.</param>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration = null, CancellationToken cancellationToken = default)
    {
        var parsed = Create().Parse(arguments);
        configuration ??= new InvocationConfiguration { ProcessTerminationTimeout = TerminationLimit };
        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }
}
