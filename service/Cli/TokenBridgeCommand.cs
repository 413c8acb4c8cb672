using System.CommandLine;
using System.CommandLine.Invocation;
using TokenBridge.Cli.Credentials;
using TokenBridge.Cli.Provision;
using TokenBridge.Cli.Rules;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli;

/// <summary>The command line of <c>tokenbridge</c>.</summary>
internal static class TokenBridgeCommand
{
    /// <summary>No response files: <c>--role @name</c> would read arguments from a file, and repeat its lines in errors.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="configuration">Where to write; default: the console.</param>
    /// <param name="environment">Default: the process's own.</param>
    /// <param name="cancellationToken">Ends a command that runs on.</param>
    /// <returns>The same exit code for every command line that is wrong, whoever finds it.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, InvocationConfiguration? configuration = null, CommandEnvironment? environment = null, CancellationToken cancellationToken = default)
    {
        configuration ??= new InvocationConfiguration { Output = BufferedOutput.Open() };
        if (ProgramVerbs.NameOther(arguments, ProgramVerbs.OfService, ProgramVerbs.Service) is { } other)
        {
            return await FaultLine.FailAsync(configuration.Error, other, ExitCode.Usage);
        }

        var parsed = Create(environment ?? CommandEnvironment.OfProcess).Parse(arguments, Parsing);
        if (parsed.Action is ParseErrorAction wrong && CredentialsCommand.IsAskedFor(parsed))
        {
            // Whoever runs this command reads standard output as a document.
            (wrong.ShowHelp, wrong.ShowTypoCorrections) = (false, false);
        }

        // The library would wait two seconds for a thread that is blocked, and answer signals only once the command waits.
        configuration.ProcessTerminationTimeout = null;
        var code = await Interruption.WatchAsync(ended => parsed.InvokeAsync(configuration, ended), cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private static RootCommand Create(CommandEnvironment environment)
    {
        var root = new RootCommand("TokenBridge for people and pipelines: AWS credentials for a Keycloak access token, and rules before they go into service. The service itself is the program tokenbridge-service.");
        root.Subcommands.Add(RulesCommand.Create());
        root.Subcommands.Add(CredentialsCommand.Create(environment));
        root.Subcommands.Add(ProvisionCommand.Create());
        AnswerUnknownWords(root.Subcommands);
        return root;
    }

    /// <summary>Each verb says itself what it does not know, in one line and in its own form.</summary>
    private static void AnswerUnknownWords(IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            command.TreatUnmatchedTokensAsErrors = false;
            AnswerUnknownWords(command.Subcommands);
        }
    }
}
