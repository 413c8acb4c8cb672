using System.CommandLine;
using System.Net.Sockets;
using TokenBridge.Host.Settings;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands;

/// <summary><c>tokenbridge-service serve</c>: the service, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the service (the default). Configured by appsettings.json, TokenBridge__… variables and flags such as --TokenBridge:Sts:Region eu-central-1.");
        Configure(command);
        return command;
    }

    /// <summary>The root command does the same, so that <c>tokenbridge-service</c> alone serves.</summary>
    public static void Configure(Command command)
    {
        var config = new Option<string?>("--config") { Description = "A further JSON file, read after appsettings.json." };
        command.Options.Add(config);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config), parsed.UnmatchedTokens, parsed.InvocationConfiguration.Error, cancellationToken));
    }

    private static async Task<int> RunAsync(string? file, IReadOnlyList<string> flags, TextWriter error, CancellationToken cancellationToken)
    {
        if (UnknownArgument.FirstOf(flags) is { } unknown)
        {
            await error.WriteLineAsync(UnknownArgument.Say(unknown));
            return ExitCode.Usage;
        }

        if (file is not null && !File.Exists(file))
        {
            await error.WriteLineAsync($"tokenbridge: --config {file} does not exist");
            return ExitCode.Usage;
        }

        var (built, interrupted) = await BuildAsync(new ConfigurationSources(file, flags), cancellationToken);
        if (interrupted is { } code)
        {
            return code;
        }

        if (!built.TryGet(out var application, out var faults))
        {
            await error.WriteLineAsync($"tokenbridge: not started, {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}:");
            foreach (var fault in faults)
            {
                await error.WriteLineAsync(fault);
            }

            return ExitCode.Usage;
        }

        await using (application)
        {
            return await ServeAsync(application, error, cancellationToken);
        }
    }

    /// <summary>What it reads, settings, rules, keys, may be a FIFO that nobody writes: until the host listens to signals, this does.</summary>
    private static async Task<(Result<WebApplication, IReadOnlyList<string>> Built, int? Interrupted)> BuildAsync(
        ConfigurationSources sources, CancellationToken cancellationToken)
    {
        Result<WebApplication, IReadOnlyList<string>> built = default;
        var code = await Interruption.WatchAsync(
            told =>
            {
                built = Build(sources);
                return Task.FromResult(told.IsCancellationRequested ? ExitCode.Failed : ExitCode.Done);
            },
            cancellationToken);
        return (built, code == ExitCode.Done ? null : code);
    }

    private static Result<WebApplication, IReadOnlyList<string>> Build(ConfigurationSources sources)
    {
        try
        {
            return ServiceComposition.Build(sources, StandardOutput.Open(), TimeProvider.System);
        }
        catch (InvalidDataException failure)
        {
            return Result<WebApplication, IReadOnlyList<string>>.Failure([$"{ForeignText.Of(failure)} {ForeignText.Of(failure.GetBaseException())}"]);
        }
    }

    private static async Task<int> ServeAsync(WebApplication application, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException or FormatException or ArgumentException or InvalidOperationException)
        {
            await error.WriteLineAsync($"tokenbridge: cannot listen: {ForeignText.Of(failure)}");
            return ExitCode.Failed;
        }

        await error.WriteLineAsync($"tokenbridge: listening on {string.Join(", ", application.Urls)}");
        await application.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
