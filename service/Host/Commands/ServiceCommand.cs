using System.CommandLine;
using System.CommandLine.Invocation;
using Amazon.Runtime;
using TokenBridge.Host.Commands.Doctor;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Host.Commands;

/// <summary>The command line of <c>tokenbridge-service</c>.</summary>
internal static class ServiceCommand
{
    /// <summary>
    /// Longer than the longest DrainDelay and the host's own 30 s for requests under way and their audit records; the command line library's 2 s would cut
    /// them off.
    /// </summary>
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(100);

    /// <summary>No response files: a value that begins with @ would read arguments from a file, and repeat its lines in errors.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="configuration">Where to write; default: the console.</param>
    /// <param name="identity">The service's own AWS identity for <c>doctor</c>; default: the AWS SDK's chain.</param>
    /// <param name="time">The clock of <c>doctor</c>; default: the machine's.</param>
    /// <param name="cancellationToken">Ends a command that runs on.</param>
    /// <returns>The same exit code for every command line that is wrong, whoever finds it.</returns>
    public static async Task<int> RunAsync(
        string[] arguments,
        InvocationConfiguration? configuration = null,
        AWSCredentials? identity = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        configuration ??= new InvocationConfiguration { ProcessTerminationTimeout = TerminationLimit, Output = BufferedOutput.Open() };
        if (ProgramVerbs.NameOther(arguments, ProgramVerbs.OfCommand, ProgramVerbs.Command) is { } other)
        {
            return await FaultLine.FailAsync(configuration.Error, other, ExitCode.Usage);
        }

        var parsed = Create(identity, time ?? TimeProvider.System).Parse(arguments, Parsing);
        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private static RootCommand Create(AWSCredentials? identity, TimeProvider time)
    {
        var root = new RootCommand("TokenBridge turns a Keycloak access token into short-lived AWS credentials. People and pipelines use the program tokenbridge.");
        ServeCommand.Configure(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(DevVerb.Create());
        root.Subcommands.Add(DoctorCommand.Create(identity, time));
        return root;
    }
}
