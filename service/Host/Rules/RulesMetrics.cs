using System.Diagnostics;
using System.Diagnostics.Metrics;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Rules;

/// <summary>Spans and instruments of this room; labels are bounded.</summary>
internal sealed class RulesMetrics
{
    public const string Name = "TokenBridge.Mapping";

    public static readonly ActivitySource Source = new(Name);

    private static readonly KeyValuePair<string, object?> NoReason = new("reason", "none");

    private readonly TimeProvider _time;
    private readonly Counter<long> _decisions;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _reloads;

    public RulesMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _decisions = meter.CreateCounter<long>("tokenbridge.rules.decisions", description: "Decisions of the rules by issuer and reason.");
        _duration = meter.CreateHistogram<double>("tokenbridge.rules.duration", "s", "Time that the rules took to decide.");
        _reloads = meter.CreateCounter<long>("tokenbridge.rules.reloads", description: "Changed rules by outcome: taken or refused.");
    }

    /// <summary>
    /// Makes every outcome a series at 0: of one that first appears as 1, <c>increase()</c> sees nothing. What the meters are read by must listen already.
    /// </summary>
    public void Begin(IEnumerable<string> issuers)
    {
        foreach (var issuer in issuers)
        {
            _decisions.Add(0, new("issuer", issuer), NoReason);
            foreach (var reason in Enum.GetValues<DenialReason>())
            {
                _decisions.Add(0, new("issuer", issuer), new("reason", reason.ToReason()));
            }
        }

        _reloads.Add(0, new KeyValuePair<string, object?>("outcome", "taken"));
        _reloads.Add(0, new KeyValuePair<string, object?>("outcome", "refused"));
    }

    /// <param name="outcome"><c>taken</c> or <c>refused</c>.</param>
    public void Reloaded(string outcome) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public long Start() => _time.GetTimestamp();

    /// <param name="issuerId">The configured issuer.</param>
    /// <param name="reason">Null for a grant.</param>
    public void Decided(string issuerId, string? reason) =>
        _decisions.Add(1, new KeyValuePair<string, object?>("issuer", issuerId), reason is null ? NoReason : new("reason", reason));

    /// <summary>The rules were evaluated: a remembered decision takes no time worth a record, and would hide theirs.</summary>
    /// <param name="started">From <see cref="Start"/>.</param>
    public void Evaluated(long started) => _duration.Record(_time.GetElapsedTime(started).TotalSeconds);
}
