namespace TokenBridge.Operations;

/// <summary><c>GET /metrics</c> in Prometheus' text format.</summary>
internal static class MetricsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (Telemetry telemetry) => TypedResults.Text(telemetry.Scrape(), PrometheusText.ContentType));
}
