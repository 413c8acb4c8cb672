using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>Which instruments this service's metrics are made of, in which buckets, with which labels.</summary>
internal static class MetricStreams
{
    /// <summary>Seconds; from a cached answer (tens of microseconds) to the deadline and beyond.</summary>
    private static readonly double[] DurationBounds =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>
    /// Prometheus keeps these endings for histograms, and seconds for times: <c>promtool check metrics</c> would complain of every scrape.
    /// How long calls to STS take says <c>tokenbridge.sts.duration</c>.
    /// </summary>
    private static readonly string[] LeftOut =
        ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count", "resilience.polly.strategy.attempt.duration", "resilience.polly.pipeline.duration"];

    /// <summary>
    /// All that is taken of ASP.NET Core's own: requests by route and status, connections, failures. Of the rest most is counted for every request:
    /// blocks of memory several times, requests under way twice, the route that matched once, which the duration tells as well. What is dropped here is
    /// never listened to, and then costs nothing.
    /// </summary>
    private static readonly FrozenSet<string> OfServer = new[]
    {
        "http.server.request.duration",
        "kestrel.active_connections",
        "kestrel.connection.duration",
        "kestrel.queued_connections",
        "kestrel.rejected_connections",
        "kestrel.active_tls_handshakes",
        "kestrel.tls_handshake.duration",
        "aspnetcore.diagnostics.exceptions",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// OpenTelemetry finds meters by name in the whole process, and so would count the exchanges of every service in it. A meter of another
    /// service's factory is left out; one of no factory (the runtime's, HttpClient's) belongs to the process.
    /// </summary>
    public static MeterProviderBuilder AddOwnMetersOnly(this MeterProviderBuilder metrics) =>
        ((IDeferredMeterProviderBuilder)metrics).Configure((provider, builder) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            builder.AddView(instrument => StreamOf(instrument, own));
        });

    /// <summary>One view answers it all: where several match, each makes a stream of its own.</summary>
    /// <returns>Null for the instrument as it is.</returns>
    private static MetricStreamConfiguration? StreamOf(Instrument instrument, IMeterFactory own) => instrument switch
    {
        { Meter.Scope: { } owner } when owner != own => MetricStreamConfiguration.Drop,
        { Meter.Name: var meter, Name: var name } when meter.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && !OfServer.Contains(name) =>
            MetricStreamConfiguration.Drop,
        { Name: var name } when LeftOut.Contains(name, StringComparer.Ordinal) => MetricStreamConfiguration.Drop,
        { Meter.Name: var meter, Unit: "s" } when meter.StartsWith("TokenBridge.", StringComparison.Ordinal) =>
            new ExplicitBucketHistogramConfiguration { Boundaries = DurationBounds },

        // Without network.peer.address: AWS's addresses come and go, and each would be a series for good.
        { Name: "http.client.open_connections" } => new MetricStreamConfiguration { TagKeys = ["http.connection.state", "server.address", "server.port", "url.scheme"] },
        { Name: "http.client.connection.duration" } => new ExplicitBucketHistogramConfiguration
        {
            Boundaries = DurationBounds,
            TagKeys = ["server.address", "server.port", "url.scheme"],
        },
        _ => null,
    };
}
