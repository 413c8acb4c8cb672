using System.Runtime.InteropServices;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host;

/// <summary>
/// SIGHUP, what logrotate and <c>systemctl reload</c> send: looks at once at everything that the service otherwise looks at by and by, the audit file,
/// the rules, the realms' keys, and the levels of the log. Other settings are those of the start; where they have changed, the log says so.
/// </summary>
internal sealed partial class HangupSignal(
    AuditLog audit, RuleSetReload rules, IEnumerable<IssuerKeyRing> keyRings, IConfiguration configuration, ILogger<HangupSignal> logger)
    : IHostedService, IDisposable
{
    private readonly string _settings = SettingsHash.Of(configuration);
    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Unhandled, the signal would end the process.
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Reload();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();

    /// <summary>What the signal does. Never fails: what cannot be read anew stays as it is, and is logged where it is read.</summary>
    public void Reload()
    {
        Log.Received(logger);
        audit.Look();
        rules.LookAtOnce();
        foreach (var ring in keyRings)
        {
            _ = ring.RefreshAsync();
        }

        ReloadSettings();
    }

    private void ReloadSettings()
    {
        try
        {
            (configuration as IConfigurationRoot)?.Reload();
            if (SettingsHash.Of(configuration) != _settings)
            {
                Log.Changed(logger);
            }
        }
        catch (InvalidDataException failure)
        {
            Log.Unreadable(logger, ForeignText.Of(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "SIGHUP: the audit file, the rules, the realms' keys and the log levels are read anew")]
        public static partial void Received(ILogger logger);

        [LoggerMessage(21, LogLevel.Warning, "Settings under TokenBridge have changed; they take effect when the service is started again")]
        public static partial void Changed(ILogger logger);

        [LoggerMessage(22, LogLevel.Error, "Settings cannot be read anew, those of the start go on: {Failure}")]
        public static partial void Unreadable(ILogger logger, string failure);
    }
}
