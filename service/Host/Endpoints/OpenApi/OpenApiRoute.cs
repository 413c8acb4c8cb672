using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary><c>GET /openapi/v1.json</c>: made of the mapped routes at the first request, and kept.</summary>
internal static class OpenApiRoute
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly RouteDescription Description = new("operations", "This document.")
    {
        Answers = [new RouteAnswer(200, "OpenAPI 3.1.", new RouteExample("application/json", "OpenApi", """{ "openapi": "3.1.0", "info": {}, "paths": {}, "components": {} }"""))],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var document = new Lazy<byte[]>(() => JsonSerializer.SerializeToUtf8Bytes(
            OpenApiDocument.Of(routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()), Readable));
        routes.MapGet("/openapi/v1.json", http => WriteAsync(http.Response, document.Value)).WithName("GetOpenApi").WithMetadata(Description);
    }

    private static Task WriteAsync(HttpResponse response, byte[] document)
    {
        response.ContentType = "application/json";
        response.ContentLength = document.Length;
        response.Headers.CacheControl = "public, max-age=300";
        return response.Body.WriteAsync(document).AsTask();
    }
}
