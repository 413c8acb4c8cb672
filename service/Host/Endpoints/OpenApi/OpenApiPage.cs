using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>The document as it is sent: made of the mapped routes at the first request, and kept.</summary>
internal sealed class OpenApiPage(EndpointDataSource routes)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<byte[]> _bytes = new(() => Write(routes.Endpoints.OfType<RouteEndpoint>()));

    public ReadOnlyMemory<byte> Bytes => _bytes.Value;

    private static byte[] Write(IEnumerable<RouteEndpoint> routes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            OpenApiDocument.Of(routes).WriteTo(json);
        }

        return bytes.ToArray();
    }
}
