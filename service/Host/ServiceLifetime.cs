using TokenBridge.Host.Endpoints.Health;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;

namespace TokenBridge.Host;

/// <summary>
/// Says in one line each what has started and that it stops. Told to stop, it is not ready at once, and listens on for a while where the configuration
/// says so: a balancer that still sends requests here finds somebody.
/// </summary>
internal sealed partial class ServiceLifetime(
    TokenBridgeSettings settings, ServiceReadiness readiness, ActiveRuleSet rules, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers)
    : IHostedLifecycleService, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger("TokenBridge");
    private CancellationTokenRegistration _stopping;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(readiness.Stop);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.Started(
            _logger,
            ServiceVersion.Text,
            string.Join(", ", settings.Issuers.Select(issuer => issuer.Id)),
            settings.Sts.Strategy.ToString(),
            settings.Sts.Region,
            rules.Current.Hash,
            rules.Current.Rules.Count,
            settings.Audit.Path ?? "standard output");
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Stop();
        var delay = settings.Operations.DrainDelay;
        Log.Stops(_logger, ServiceVersion.Text, delay.TotalSeconds);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Information,
            "TokenBridge {Version} has started: issuers {Issuers}; strategy {Strategy}; region {Region}; rules {Hash} ({Count}); audit to {Audit}")]
        public static partial void Started(ILogger logger, string version, string issuers, string strategy, string region, string hash, int count, string audit);

        [LoggerMessage(12, LogLevel.Information, "TokenBridge {Version} stops: no longer ready, and its port closes in {Seconds} s")]
        public static partial void Stops(ILogger logger, string version, double seconds);
    }
}
