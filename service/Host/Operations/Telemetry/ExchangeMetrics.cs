using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>Counts and times whole exchanges; labels are bounded: route, outcome, reason.</summary>
internal sealed class ExchangeMetrics
{
    public const string Name = "TokenBridge.Exchange";

    public static readonly ActivitySource Source = new(Name);

    private static readonly KeyValuePair<string, object?> Granted = new("outcome", "granted");
    private static readonly KeyValuePair<string, object?> Refused = new("outcome", "refused");

    private readonly ExchangeTally _exchanges = new();
    private readonly Histogram<double> _duration;

    public ExchangeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableCounter("tokenbridge.exchanges", _exchanges.Read, description: "Exchanges by route, outcome and reason.");
        _duration = meter.CreateHistogram<double>("tokenbridge.exchange.duration", "s", "Time from the request to its decision, STS included.");
    }

    /// <summary>Makes every outcome a series at 0: of one that first appears as 1, <c>increase()</c> sees nothing.</summary>
    /// <param name="routes">The wire formats.</param>
    /// <param name="reasons">Of refusals.</param>
    public void Begin(IReadOnlyList<string> routes, IReadOnlyList<string> reasons)
    {
        foreach (var route in routes)
        {
            _exchanges.Begin(route, reason: null);
            foreach (var reason in reasons)
            {
                _exchanges.Begin(route, reason);
            }
        }
    }

    /// <param name="route">The wire format.</param>
    /// <param name="reason">Null where credentials were handed out.</param>
    /// <param name="took">Wall time.</param>
    public void Ended(string route, string? reason, TimeSpan took)
    {
        _exchanges.Count(route, reason);
        _duration.Record(took.TotalSeconds, new("route", route), reason is null ? Granted : Refused);
    }
}
