using TokenBridge.Host.Exchange;
using TokenBridge.Host.Operations.Telemetry;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Host;

/// <summary>Shows every outcome at 0 before the first request. It starts behind OpenTelemetry, which does not hear what is counted before it listens.</summary>
internal sealed class MetricsFromStart(
    TokenBridgeSettings settings, ExchangeMetrics exchanges, TokenMetrics tokens, RulesMetrics rules, StsMetrics sts, RunningMetrics running, ProcessMetrics process)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var issuers = settings.Issuers.Select(issuer => issuer.Id).ToList();
        exchanges.Begin(ExchangeOutcomes.Routes, ExchangeOutcomes.Reasons);
        tokens.Begin(issuers);
        rules.Begin(issuers);
        sts.Begin();
        running.Begin();
        process.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
