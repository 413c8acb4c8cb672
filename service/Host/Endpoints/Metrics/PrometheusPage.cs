namespace TokenBridge.Host.Endpoints.Metrics;

/// <summary>
/// What the exporter writes. It is a middleware that ends each request that it gets, so it stands alone in a pipeline of its own. Its bounds of buckets are
/// .NET's numbers, whose exponent Prometheus and every other client write in small letters: <c>le</c> is compared as a text.
/// </summary>
internal sealed class PrometheusPage(IServiceProvider services)
{
    private readonly RequestDelegate _exporter = new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();

    public async Task WriteAsync(HttpContext http)
    {
        var answer = http.Response.Body;
        using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await _exporter(http);
        }
        finally
        {
            http.Response.Body = answer;
        }

        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        BucketBounds.Lower(bytes.Span);
        await answer.WriteAsync(bytes, http.RequestAborted);
    }
}
