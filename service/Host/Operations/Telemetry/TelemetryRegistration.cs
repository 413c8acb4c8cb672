using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>
/// OpenTelemetry around the instruments and spans of the rooms, which know nothing of it. Metrics are always collected, for <c>/metrics</c>;
/// traces only where they are sent somewhere, so that without an exporter no span is ever made.
/// </summary>
internal static class TelemetryRegistration
{
    private const string Rooms = "TokenBridge.*";

    /// <summary>Of the library that stands between a call and STS.</summary>
    private const string Resilience = "Polly";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryExports exports)
    {
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("tokenbridge").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => Collect(metrics, exports.Metrics));
        if (exports.Traces.IsExported)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Rooms)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddProcessor(new PrivateSpans())
                .AddOtlpExporter(exports.Traces.Apply));
        }

        return services;
    }

    private static void Collect(MeterProviderBuilder metrics, OtlpSignal signal)
    {
        metrics
            .AddMeter(Rooms, Resilience)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddOwnMetersOnly()
            .AddPrometheusExporter(prometheus =>
            {
                // Samples have the labels that they always had; a scrape shows this moment.
                prometheus.ScopeInfoEnabled = false;
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            });
        if (signal.IsExported)
        {
            metrics.AddOtlpExporter(signal.Apply);
        }
    }
}
