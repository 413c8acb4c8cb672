namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary><c>GET /openapi/v1.json</c>.</summary>
internal sealed class GetOpenApi(OpenApiPage page) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/openapi/v1.json", "GetOpenApi", "operations");

    protected override Task AnswerAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = page.Bytes.Length;
        response.Headers.CacheControl = "public, max-age=300";
        return response.Body.WriteAsync(page.Bytes).AsTask();
    }
}
