using System.Collections.Concurrent;
using TokenBridge.Protocol.Outages;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// Says when STS begins and ceases to fail, by region and strategy: what one call came to stands in the audit record, and no line for each belongs into
/// the log. A refusal is an answer.
/// </summary>
internal sealed partial class StsOutages(StsOptions options, TimeProvider time, ILogger<StsOutages> logger)
{
    /// <summary>Rules may take regions from claims; whatever there is beyond these shares one watch.</summary>
    private const int MostRegions = 100;

    private readonly ConcurrentDictionary<(string Region, SessionStrategy Strategy), OutageWatch> _watches = new();

    public void Told(StsRequest request, StsOutcome outcome)
    {
        var region = options.RegionFor(request.Grant);
        if (outcome is StsOutcome.Failed { Failure: not StsFailure.StsRefused and not StsFailure.Overloaded } failed)
        {
            if (WatchOf(region, request.Strategy).Failed())
            {
                Log.Begins(logger, region, request.Strategy, failed.Failure.ToReason(), failed.Detail);
            }
        }
        else if (outcome is not StsOutcome.Failed { Failure: StsFailure.Overloaded } && WatchOf(region, request.Strategy).Succeeded() is { } lasted)
        {
            Log.Ceases(logger, region, request.Strategy, lasted.TotalSeconds);
        }
    }

    private OutageWatch WatchOf(string region, SessionStrategy strategy)
    {
        var known = _watches.Count < MostRegions || _watches.ContainsKey((region, strategy));
        return _watches.GetOrAdd(known ? (region, strategy) : ("others", strategy), _ => new OutageWatch(time));
    }

    private static partial class Log
    {
        [LoggerMessage(3003, LogLevel.Warning, "STS in {Region} begins to fail for strategy {Strategy}: {Reason}: {Detail}")]
        public static partial void Begins(ILogger logger, string region, SessionStrategy strategy, string reason, string detail);

        [LoggerMessage(3004, LogLevel.Warning, "STS in {Region} does what strategy {Strategy} asks again, after {Seconds:F0} s")]
        public static partial void Ceases(ILogger logger, string region, SessionStrategy strategy, double seconds);
    }
}
