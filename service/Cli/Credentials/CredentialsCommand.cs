using System.CommandLine;
using TokenBridge.Cli.Credentials.Cache;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Cli.Credentials.Profiles;
using TokenBridge.Cli.Credentials.Tokens;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials;

/// <summary>
/// <c>tokenbridge credentials</c>: a <c>credential_process</c> helper. Standard output holds one whole document or nothing; a failure is one line
/// on standard error, which is all that users of boto3 and the AWS CLI get to read.
/// </summary>
internal static class CredentialsCommand
{
    private const string Name = "credentials";

    public static Command Create(CommandEnvironment environment)
    {
        var options = new CredentialsOptionSet();
        var cache = new Option<string?>("--cache") { Description = "The folder that keeps sessions; default: $XDG_CACHE_HOME/tokenbridge or ~/.cache/tokenbridge.", HelpName = "DIR" };
        var noCache = new Option<bool>("--no-cache") { Description = "Keep nothing on disk; ask the service at every run." };
        var serve = new Option<bool>("--serve") { Description = "Run on as a container credentials endpoint on 127.0.0.1, for SDKs that take no other host; prints the two variables to export." };
        var port = new Option<int>("--port") { Description = "With --serve: the port; default: any that is free.", CustomParser = PortOption.Read };
        var command = new Command(
            Name,
            "Credentials from a running service, as credential_process of ~/.aws/config wants them. "
            + "The token comes from one place: --token-file or --token-stdin; without either from TOKENBRIDGE_TOKEN or TOKENBRIDGE_TOKEN_FILE, of which only one may be set. "
            + "Exit codes: 0 credentials on standard output, 1 refused or unavailable, 2 the command line is wrong.")
        {
            options.Url, options.AllowHttp, options.Role, options.TokenFile, options.TokenStdin, cache, noCache, serve, port,
        };
        command.Subcommands.Add(ConfigureCommand.Create(environment));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (!options.Read(parsed, environment).TryGet(out var query, out var fault))
            {
                return await FaultLine.FailAsync(error, fault.Message, ExitCode.Usage);
            }

            if ((parsed.GetValue(noCache) && parsed.GetValue(cache) is not null ? "--cache and --no-cache exclude each other"
                : parsed.GetResult(port) is not null && !parsed.GetValue(serve) ? "--port goes with --serve"
                : null) is { } clash)
            {
                return await FaultLine.FailAsync(error, clash, ExitCode.Usage);
            }

            using var service = new ServiceConnection(query.Service, environment.Time);
            if (parsed.GetValue(serve))
            {
                await WarnAsync(query.Token, error);
                return await new ContainerEndpoint(query, service).RunAsync(parsed.GetValue(port), output, error, cancellationToken);
            }

            var folder = parsed.GetValue(noCache) ? null : CacheFolder.Choose(parsed.GetValue(cache), environment);
            var exit = await PrintAsync(new ProcessCredentials(query, service, folder, environment.Time), output, error, cancellationToken);
            if (exit == ExitCode.Done)
            {
                // After a failure there is one line on standard error and no more.
                await WarnAsync(query.Token, error);
            }

            return exit;
        });
        return command;
    }

    /// <summary>Also for its subcommands.</summary>
    public static bool IsAskedFor(ParseResult parsed) =>
        parsed.CommandResult.Command.Name == Name || parsed.CommandResult.Command.Parents.Any(parent => parent.Name == Name);

    /// <summary>Of a token that works.</summary>
    public static async Task WarnAsync(TokenSource token, TextWriter error)
    {
        if (token.Warning() is { } warning)
        {
            await error.WriteLineAsync($"tokenbridge: warning: {SafeText.OneLine(warning)}");
        }
    }

    private static async Task<int> PrintAsync(ProcessCredentials credentials, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var got = await credentials.GetAsync(cancellationToken);
        if (!got.TryGet(out var session, out var fault))
        {
            return await FaultLine.FailAsync(error, fault.Message, ExitCode.Failed);
        }

        try
        {
            await output.WriteAsync(session.ToProcessDocument());
            return ExitCode.Done;
        }
        catch (IOException failure)
        {
            return await FaultLine.FailAsync(error, $"standard output does not take the credentials ({failure.GetType().Name})", ExitCode.Failed);
        }
    }
}
