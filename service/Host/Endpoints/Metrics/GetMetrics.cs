namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary><c>GET /metrics</c>: Prometheus' text format, or OpenMetrics where <c>Accept</c> prefers it.</summary>
internal sealed class GetMetrics(PrometheusPage page) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/metrics", "GetMetrics", "operations");

    protected override Task AnswerAsync(HttpContext http) => page.WriteAsync(http);
}
