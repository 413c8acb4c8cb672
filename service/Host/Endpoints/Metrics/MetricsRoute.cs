using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Operations;

namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary><c>GET /metrics</c> in Prometheus' text format.</summary>
internal static class MetricsRoute
{
    private static readonly RouteDescription Description = new("operations", "Counters and histograms for Prometheus.")
    {
        Answers = [new RouteAnswer(200, "Text exposition format.", new RouteExample("text/plain", "Metrics", "tokenbridge_exchanges_total{route=\"container\",outcome=\"granted\",reason=\"none\"} 1\n"))],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (Telemetry telemetry) => TypedResults.Text(telemetry.Scrape(), PrometheusText.ContentType))
            .WithName("GetMetrics").WithMetadata(Description);
}
