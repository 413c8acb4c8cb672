using System.Text.Json.Nodes;
using FastEndpoints;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>Puts the definitions and summaries of all mapped endpoints together as one OpenAPI 3.1 document.</summary>
internal sealed class OpenApiDocument
{
    private readonly WireSchemas _schemas = new();
    private readonly JsonObject _paths = [];

    public static JsonObject Of(IEnumerable<RouteEndpoint> routes)
    {
        var document = new OpenApiDocument();
        foreach (var route in routes.OrderBy(PathOf, StringComparer.Ordinal))
        {
            document.Add(route);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "TokenBridge",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version?.ToString(3),
                ["description"] = "Turns a Keycloak access token into short-lived AWS credentials.",
            },
            ["paths"] = document._paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = document._schemas.ToJson(),
                ["securitySchemes"] = new JsonObject
                {
                    ["keycloak"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["bearerFormat"] = "JWT",
                        ["description"] = "A Keycloak access token. AWS SDKs send it without the scheme; that is taken as well.",
                    },
                },
            },
        };
    }

    /// <summary>As OpenAPI writes it: <c>/v1/credentials/{role}</c>.</summary>
    public static string PathOf(RouteEndpoint route) =>
        $"/{route.RoutePattern.RawText?.TrimStart('/').Replace("{**", "{", StringComparison.Ordinal)}";

    private void Add(RouteEndpoint route)
    {
        if (route.Metadata.GetMetadata<EndpointDefinition>() is not { EndpointSummary: { } summary } definition)
        {
            return;
        }

        var path = PathOf(route);
        if (_paths[path] is not JsonObject operations)
        {
            _paths[path] = operations = [];
        }

        var operation = new OpenApiOperation(_schemas, summary, (IWireSummary)summary);
        foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        {
            operations[method.ToLowerInvariant()] = operation.ToJson(
                route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName,
                definition.EndpointTags ?? [],
                route.RoutePattern.Parameters.Select(parameter => parameter.Name));
        }
    }
}
