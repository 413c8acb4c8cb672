using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary><c>GET /metrics</c>: Prometheus' text format, or OpenMetrics where <c>Accept</c> prefers it.</summary>
internal static class MetricsRoute
{
    private static readonly RouteDescription Description = new("operations", "Counters and histograms for Prometheus.")
    {
        Answers = [new RouteAnswer(200, "Text exposition format.", new RouteExample("text/plain", "Metrics", "tokenbridge_exchanges_total{route=\"container\",outcome=\"granted\",reason=\"none\"} 1\n"))],
    };

    /// <summary>The exporter's own route takes every method.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new HttpMethodMetadata([HttpMethods.Get]), Description).WithName("GetMetrics");
}
