using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using TokenBridge.Commands.Credentials;
using TokenBridge.Commands.Doctor;
using TokenBridge.Commands.Rules;

namespace TokenBridge.Commands;

/// <summary>The command line of the one binary.</summary>
internal static class TokenBridgeCommand
{
    /// <summary>Longer than the host's own 30 s for requests under way and their audit records; the command line library's 2 s would cut them off.</summary>
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(40);

    /// <summary>Bytes. Longer than any credentials document: what is written in one piece leaves in one piece.</summary>
    private const int OutputBuffer = 64 * 1024;

    /// <summary>No response files: <c>--role @name</c> would read arguments from a file, and repeat its lines in errors.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <param name="surroundings">Default: the process's own.</param>
    public static RootCommand Create(Surroundings? surroundings = null)
    {
        surroundings ??= Surroundings.OfProcess;
        var root = new RootCommand("TokenBridge turns a Keycloak access token into short-lived AWS credentials.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(DevCommand.Create());
        root.Subcommands.Add(RulesCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create(surroundings));
        root.Subcommands.Add(CredentialsCommand.Create(surroundings));
        return root;
    }

    /// <summary>The same exit code for every command line that is wrong, whoever finds it.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="configuration">Where to write; default: the console.</param>
    /// <param name="surroundings">Default: the process's own.</param>
    /// <param name="cancellationToken">Ends a command that runs on.</param>
    public static async Task<int> RunAsync(
        string[] arguments, InvocationConfiguration? configuration = null, Surroundings? surroundings = null, CancellationToken cancellationToken = default)
    {
        var parsed = Create(surroundings).Parse(arguments, Parsing);
        configuration ??= new InvocationConfiguration { ProcessTerminationTimeout = TerminationLimit, Output = Console() };
        if (parsed.Action is ParseErrorAction wrong && CredentialsCommand.IsAskedFor(parsed))
        {
            // Whoever runs this command reads standard output as a document.
            (wrong.ShowHelp, wrong.ShowTypoCorrections) = (false, false);
        }

        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private static TextWriter Console() => TextWriter.Synchronized(
        new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OutputBuffer) { AutoFlush = true });
}
