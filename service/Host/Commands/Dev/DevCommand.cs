using System.CommandLine;
using Amazon.Runtime;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Dev;

/// <summary><c>tokenbridge-service dev</c>: the service between an embedded realm and an embedded STS, one exchange to look at, and lines to paste.</summary>
internal static class DevCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "The service's port on 127.0.0.1; another is chosen when it is taken.",
            DefaultValueFactory = _ => DevPorts.DefaultService,
            CustomParser = LoopbackPort.Read,
        };
        var realmPort = new Option<int?>("--realm-port")
        {
            Description = $"The embedded realm's port; default: {DevPorts.DefaultRealm}, and any that is free with --port 0 or when it is taken.",
            CustomParser = argument => LoopbackPort.Read(argument),
        };
        var once = new Option<bool>("--once") { Description = "End after the exchange; exit code 0 when it worked." };
        var rules = new Option<string>("--rules")
        {
            Description = "A rules file or a folder of them; default: the shipped rules.",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml"),
        };
        var command = new Command("dev", "Try it out: the service with an embedded Keycloak realm and an embedded AWS STS, on 127.0.0.1 only.")
        {
            port, realmPort, once, rules,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // The root command takes settings as loose words; this one takes none.
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.UnmatchedTokens is [var unknown, ..])
            {
                await error.WriteLineAsync($"tokenbridge dev: '{unknown}' is not known; see {ProgramVerbs.Service} dev --help");
                return ExitCode.Usage;
            }

            return await RunAsync(
                DevPorts.Of(parsed.GetValue(port), parsed.GetValue(realmPort)), parsed.GetRequiredValue(rules), parsed.GetValue(once), output, error, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(DevPorts ports, string rules, bool once, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (!(await DevEnvironment.StartAsync(ports, rules, cancellationToken)).TryGet(out var environment, out var faults))
            {
                await error.WriteLineAsync($"tokenbridge dev: not started:\n{string.Join('\n', faults)}");
                return ExitCode.Usage;
            }

            await using (environment)
            {
                using var tour = new DevTour(environment, new DevPage(output, TerminalStyle.ForConsole()));
                if (await tour.ShowExchangeAsync(cancellationToken) is { } failure)
                {
                    await error.WriteLineAsync($"tokenbridge dev: {failure}");
                    return ExitCode.Failed;
                }

                if (!once)
                {
                    await tour.InviteAsync(cancellationToken);
                }

                return ExitCode.Done;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or AmazonServiceException)
        {
            await error.WriteLineAsync($"tokenbridge dev: {ForeignText.Of(failure)}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command ends.
            return ExitCode.Done;
        }
    }
}
