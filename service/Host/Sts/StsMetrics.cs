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

    private long _hits;
    private long _misses;
    private long _stale;
    private long _refused;

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public StsMetrics(IMeterFactory meters, CredentialCache cache)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableCounter("tokenbridge.credential_cache.lookups", Lookups, description: "Looks into the credential cache by result.");
        _calls = meter.CreateCounter<long>("tokenbridge.sts.calls", description: "Calls to STS by operation and outcome.");
        _duration = meter.CreateHistogram<double>("tokenbridge.sts.duration", "s", "Time that a call to STS took, its retry included.");
        meter.CreateObservableGauge("tokenbridge.credential_cache.entries", () => cache.Count, description: "Sessions in the credential cache.");
    }

    /// <summary>
    /// Makes every outcome a series at 0: of one that first appears as 1, <c>increase()</c> sees nothing. What the meters are read by must listen already.
    /// </summary>
    public void Begin()
    {
        string[] outcomes = ["assumed", .. Enum.GetValues<StsFailure>().Select(failure => failure.ToReason())];
        foreach (var operation in Enum.GetValues<SessionStrategy>().Select(Operation).Distinct(StringComparer.Ordinal))
        {
            foreach (var outcome in outcomes)
            {
                _calls.Add(0, new("operation", operation), new("outcome", outcome));
            }
        }
    }

    public static string Operation(SessionStrategy strategy) => strategy switch
    {
        SessionStrategy.AssumeRole => "AssumeRole",
        SessionStrategy.WebIdentity => "AssumeRoleWithWebIdentity",
        SessionStrategy.PassThrough => "AssumeRoleWithWebIdentity",
    };

    public void CacheHit() => Interlocked.Increment(ref _hits);

    public void CacheMiss() => Interlocked.Increment(ref _misses);

    /// <summary>An old session was handed out because STS gave no better one.</summary>
    public void CacheStale() => Interlocked.Increment(ref _stale);

    public void CacheRefusal() => Interlocked.Increment(ref _refused);

    public void Called(SessionStrategy strategy, string outcome, TimeSpan took)
    {
        var operation = new KeyValuePair<string, object?>("operation", Operation(strategy));
        var result = new KeyValuePair<string, object?>("outcome", outcome);
        _calls.Add(1, operation, result);
        _duration.Record(took.TotalSeconds, operation, result);
    }

    /// <summary>Read when somebody collects: nearly every request is one of them.</summary>
    private IEnumerable<Measurement<long>> Lookups() =>
        new (string Result, long Count)[]
        {
            ("hit", Volatile.Read(ref _hits)), ("miss", Volatile.Read(ref _misses)), ("stale", Volatile.Read(ref _stale)), ("refused", Volatile.Read(ref _refused)),
        }
            .Select(lookup => new Measurement<long>(lookup.Count, new KeyValuePair<string, object?>("result", lookup.Result)));
}
