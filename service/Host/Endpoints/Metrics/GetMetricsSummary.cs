using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Metrics;

internal sealed class GetMetricsSummary : WireSummary<GetMetrics>
{
    public GetMetricsSummary()
    {
        Summary = "Counters and histograms for Prometheus.";
        Answer(200, "Text exposition format.", WireBody.Text(
            "text/plain", "Metrics", "tokenbridge_exchanges_total{route=\"container\",outcome=\"granted\",reason=\"none\"} 1\n"));
    }
}
