using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>
/// Exchanges by route, outcome and reason, added up where they end and read when somebody collects: one addition for each, where an ordinary counter
/// makes whoever listens look up three labels each time. The labels are few and fixed, and so is what this holds.
/// </summary>
internal sealed class ExchangeTally
{
    private readonly ConcurrentDictionary<(string Route, string? Reason), StrongBox<long>> _cells = new();

    /// <summary>Shows it at 0 until the first one.</summary>
    public void Begin(string route, string? reason) => Cell(route, reason);

    /// <param name="route">The wire format.</param>
    /// <param name="reason">Null where credentials were handed out.</param>
    public void Count(string route, string? reason) => Interlocked.Increment(ref Cell(route, reason).Value);

    private StrongBox<long> Cell(string route, string? reason) => _cells.GetOrAdd((route, reason), static _ => new StrongBox<long>());

    /// <summary>The counts since the start of the service.</summary>
    public IEnumerable<Measurement<long>> Read() => _cells.Select(cell => new Measurement<long>(
        Volatile.Read(ref cell.Value.Value),
        new KeyValuePair<string, object?>("route", cell.Key.Route),
        new KeyValuePair<string, object?>("outcome", cell.Key.Reason is null ? "granted" : "refused"),
        new KeyValuePair<string, object?>("reason", cell.Key.Reason ?? "none")));
}
