using System.Text.Json.Nodes;

namespace TokenBridge.Host.Endpoints.OpenApi;

internal sealed class GetOpenApiSummary : WireSummary<GetOpenApi>
{
    public GetOpenApiSummary()
    {
        Summary = "This document.";
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject(),
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject(),
        };
        Answer(200, "OpenAPI 3.1.", WireBody.Open("OpenApi", document));
    }
}
