using System.Globalization;
using System.Text.Json.Nodes;
using FastEndpoints;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>One operation of the document.</summary>
/// <param name="schemas">Gets the schemas of what is sent.</param>
/// <param name="texts">In FastEndpoints' words.</param>
/// <param name="wire">The same summary, in ours.</param>
internal sealed class OpenApiOperation(WireSchemas schemas, EndpointSummary texts, IWireSummary wire)
{
    /// <param name="id">Its name in generated clients.</param>
    /// <param name="tags">Group operations.</param>
    /// <param name="inPath">The parameters that stand in the path.</param>
    public JsonObject ToJson(string? id, IEnumerable<string> tags, IEnumerable<string> inPath)
    {
        var operation = new JsonObject { ["tags"] = Texts(tags), ["summary"] = texts.Summary };
        if (id is not null)
        {
            operation["operationId"] = id;
        }

        if (wire.TakesToken)
        {
            operation["security"] = new JsonArray(new JsonObject { ["keycloak"] = new JsonArray() });
        }

        if (wire.Parameters.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. wire.Parameters.Select(parameter => Parameter(parameter, inPath.Contains(parameter.Name, StringComparer.Ordinal)))]);
        }

        if (wire.Requests.Count > 0)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !wire.RequestIsOptional, ["content"] = Content(wire.Requests) };
        }

        var answers = new JsonObject();
        foreach (var (status, when) in texts.Responses.OrderBy(answer => answer.Key))
        {
            var bodies = wire.Answers.Where(answer => answer.Status == status).Select(answer => answer.Body);
            answers[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = when, ["content"] = Content(bodies) };
        }

        operation["responses"] = answers;
        return operation;
    }

    private JsonObject Parameter(WireParameter parameter, bool inPath)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (parameter.Values.Count > 0)
        {
            schema["enum"] = Texts(parameter.Values);
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = inPath ? "path" : "query",
            ["required"] = inPath,
            ["description"] = texts.Params[parameter.Name],
            ["schema"] = schema,
        };
    }

    /// <summary>Media types, each with the schema or schemas that its examples have.</summary>
    private JsonObject Content(IEnumerable<WireBody> bodies)
    {
        var content = new JsonObject();
        foreach (var shape in bodies.GroupBy(body => body.MediaType, StringComparer.Ordinal))
        {
            var schemaOf = shape.DistinctBy(body => body.Schema).Select(schemas.Refer).ToArray<JsonNode>();
            var examples = new JsonObject();
            foreach (var (number, body) in shape.Index())
            {
                examples[number == 0 ? body.Schema : $"{body.Schema}{number + 1}"] = new JsonObject { ["value"] = body.Example.DeepClone() };
            }

            content[shape.Key] = new JsonObject
            {
                ["schema"] = schemaOf is [var only] ? only : new JsonObject { ["oneOf"] = new JsonArray(schemaOf) },
                ["examples"] = examples,
            };
        }

        return content;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
