using System.Diagnostics.Metrics;
using TokenBridge.Host.Endpoints.Health;
using TokenBridge.Host.Rules;

namespace TokenBridge.Host;

/// <summary>What runs here and whether it is ready, for whoever compares instances.</summary>
internal sealed class RunningMetrics(IMeterFactory meters, ServiceReadiness readiness, ActiveRuleSet rules)
{
    public const string Name = "TokenBridge.Service";

    /// <summary>A series that was shown once cannot be taken back, so rules that were in force before stay, at 0; more than these nobody looks at.</summary>
    private const int MostHashes = 100;

    private readonly Lock _turn = new();
    private readonly List<string> _hashes = [];

    public void Begin()
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("tokenbridge.ready", () => readiness.Look().IsReady ? 1 : 0, description: "1 while /health/ready says ready.");
        meter.CreateObservableGauge(
            "tokenbridge.build_info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ServiceVersion.Text)), description: "Always 1; the label says which version runs.");
        meter.CreateObservableGauge("tokenbridge.rules_info", Rules, description: "1 for the rules in force, by their hash.");
    }

    private List<Measurement<int>> Rules()
    {
        var current = rules.Current.Hash;
        lock (_turn)
        {
            if (!_hashes.Contains(current, StringComparer.Ordinal))
            {
                _hashes.Add(current);
            }

            return [.. _hashes.TakeLast(MostHashes).Append(current).Distinct(StringComparer.Ordinal).Select(hash =>
                new Measurement<int>(hash == current ? 1 : 0, new KeyValuePair<string, object?>("hash", hash)))];
        }
    }
}
