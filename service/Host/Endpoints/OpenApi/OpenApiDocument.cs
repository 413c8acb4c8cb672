using System.Text.Json.Nodes;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>
/// Puts the descriptions of all mapped routes together as one OpenAPI 3.1 document. The routes take the bare <c>HttpContext</c>, so there are
/// no parameters and results for a library to read off; examples are, and tests hold them to the real answers.
/// </summary>
internal sealed class OpenApiDocument
{
    private readonly JsonObject _schemas = [];
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
                ["schemas"] = document._schemas,
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
        if (route.Metadata.GetMetadata<RouteDescription>() is not { } description)
        {
            return;
        }

        var path = PathOf(route);
        if (_paths[path] is not JsonObject operations)
        {
            _paths[path] = operations = [];
        }

        foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        {
            operations[method.ToLowerInvariant()] = Operation(description, route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        }
    }

    private JsonObject Operation(RouteDescription description, string? name)
    {
        var operation = new JsonObject { ["tags"] = new JsonArray(description.Tag), ["summary"] = description.Summary };
        if (name is not null)
        {
            operation["operationId"] = name;
        }

        if (description.TakesToken)
        {
            operation["security"] = new JsonArray(new JsonObject { ["keycloak"] = new JsonArray() });
        }

        if (description.Parameters.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. description.Parameters.Select(Parameter)]);
        }

        if (description.Bodies.Count > 0)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !description.BodyIsOptional, ["content"] = Content(description.Bodies) };
        }

        var answers = new JsonObject();
        foreach (var answer in description.Answers)
        {
            answers[$"{answer.Status}"] = new JsonObject { ["description"] = answer.When, ["content"] = Content(answer.Bodies) };
        }

        operation["responses"] = answers;
        return operation;
    }

    private static JsonObject Parameter(RouteParameter parameter)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (parameter.Values.Count > 0)
        {
            schema["enum"] = new JsonArray([.. parameter.Values.Select(value => (JsonNode)value)]);
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.In == "path",
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
    }

    /// <summary>Media types, each with the schema or schemas that its examples have.</summary>
    private JsonObject Content(IReadOnlyList<RouteExample> bodies)
    {
        var content = new JsonObject();
        foreach (var shape in bodies.GroupBy(body => body.MediaType, StringComparer.Ordinal))
        {
            var names = shape.Select(body => body.Schema).Distinct(StringComparer.Ordinal).ToList();
            var examples = new JsonObject();
            foreach (var (number, body) in shape.Index())
            {
                _schemas.TryAdd(body.Schema, ExampleSchema.Of(body));
                examples[number == 0 ? body.Schema : $"{body.Schema}{number + 1}"] = new JsonObject { ["value"] = Value(body) };
            }

            content[shape.Key] = new JsonObject
            {
                ["schema"] = names.Count == 1 ? Reference(names[0]) : new JsonObject { ["oneOf"] = new JsonArray([.. names.Select(Reference)]) },
                ["examples"] = examples,
            };
        }

        return content;
    }

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonNode? Value(RouteExample body) =>
        body.MediaType is "application/json" or "application/x-www-form-urlencoded" ? JsonNode.Parse(body.Text) : JsonValue.Create(body.Text);
}
