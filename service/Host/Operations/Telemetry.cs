using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TokenBridge.Host.Operations;

/// <summary>
/// OpenTelemetry, wired from the SDK itself: its hosting package cannot be had where this project builds (ADR 2). Metrics are always
/// collected for <c>/metrics</c>; traces and OTLP only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    private const string Rooms = "TokenBridge.*";

    /// <summary>Seconds; from a cached answer (tens of microseconds) to the deadline and beyond.</summary>
    private static readonly double[] DurationBounds =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _turn = new();
    private readonly PrometheusText _prometheus = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    public Telemetry(IConfiguration configuration)
    {
        var exports = !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var resource = ResourceBuilder.CreateDefault().AddService("tokenbridge").AddEnvironmentVariableDetector();
        _reader = new BaseExportingMetricReader(_prometheus);
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Rooms)
            .AddView(instrument => instrument.Unit == "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = DurationBounds } : null)
            .AddReader(_reader);
        _metrics = (exports ? metrics.AddOtlpExporter() : metrics).Build();
        _traces = exports
            ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Rooms).AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build()
            : null;
    }

    /// <summary>Collects now.</summary>
    public string Scrape()
    {
        lock (_turn)
        {
            _reader.Collect();
            return _prometheus.Text;
        }
    }

    /// <summary>Constructed is started: as a hosted service it is there before the first request.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
        _reader.Dispose();
        _prometheus.Dispose();
    }
}
