namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary><c>GET /metrics</c>: Prometheus' text format, or OpenMetrics where <c>Accept</c> prefers it.</summary>
internal sealed class GetMetrics(PrometheusPage page) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/metrics", "GetMetrics", "operations");

    protected override Task AnswerAsync(HttpContext http) => page.WriteAsync(http);
}

/// <summary>What the exporter writes. It is a middleware that ends each request that it gets, so it stands alone in a pipeline of its own.</summary>
internal sealed class PrometheusPage(IServiceProvider services)
{
    private readonly RequestDelegate _exporter = new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();

    public Task WriteAsync(HttpContext http) => _exporter(http);
}
