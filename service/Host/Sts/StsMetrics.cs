using System.Diagnostics;
using System.Diagnostics.Metrics;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts;

/// <summary>Spans and instruments of this room; labels are bounded.</summary>
internal sealed class StsMetrics
{
    public const string Name = "TokenBridge.Sts";

    public static readonly ActivitySource Source = new(Name);

    private static readonly KeyValuePair<string, object?> Hit = new("result", "hit");
    private static readonly KeyValuePair<string, object?> Miss = new("result", "miss");
    private static readonly KeyValuePair<string, object?> Refused = new("result", "refused");

    private static readonly KeyValuePair<string, object?> Stale = new("result", "stale");

    private readonly Counter<long> _lookups;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public StsMetrics(IMeterFactory meters, CredentialCache cache)
    {
        var meter = meters.Create(Name);
        _lookups = meter.CreateCounter<long>("tokenbridge.credential_cache.lookups", description: "Looks into the credential cache by result.");
        _calls = meter.CreateCounter<long>("tokenbridge.sts.calls", description: "Calls to STS by operation and outcome.");
        _duration = meter.CreateHistogram<double>("tokenbridge.sts.duration", "s", "Time that a call to STS took, its retry included.");
        meter.CreateObservableGauge("tokenbridge.credential_cache.entries", () => cache.Count, description: "Sessions in the credential cache.");
    }

    public static string Operation(SessionStrategy strategy) => strategy switch
    {
        SessionStrategy.AssumeRole => "AssumeRole",
        SessionStrategy.WebIdentity => "AssumeRoleWithWebIdentity",
        SessionStrategy.PassThrough => "AssumeRoleWithWebIdentity",
    };

    public void CacheHit() => _lookups.Add(1, Hit);

    public void CacheMiss() => _lookups.Add(1, Miss);

    /// <summary>An old session was handed out because STS gave no better one.</summary>
    public void CacheStale() => _lookups.Add(1, Stale);

    public void CacheRefusal() => _lookups.Add(1, Refused);

    public void Called(SessionStrategy strategy, string outcome, TimeSpan took)
    {
        var operation = new KeyValuePair<string, object?>("operation", Operation(strategy));
        var result = new KeyValuePair<string, object?>("outcome", outcome);
        _calls.Add(1, operation, result);
        _duration.Record(took.TotalSeconds, operation, result);
    }
}
