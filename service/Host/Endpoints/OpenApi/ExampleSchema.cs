using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>The JSON Schema (2020-12, as OpenAPI 3.1 has it) that an example shows: its members, their types, and which must be there.</summary>
internal static class ExampleSchema
{
    /// <summary>Objects whose members are not fixed: names of the rules' own choice, each with a text.</summary>
    private static readonly string[] Maps = ["tags", "captures"];

    public static JsonObject Of(RouteExample example) =>
        example.MediaType is "application/json" or "application/x-www-form-urlencoded"
            ? Of(JsonNode.Parse(example.Text), example.Optional, "")
            : Typed("string");

    private static JsonObject Of(JsonNode? value, IReadOnlyList<string> optional, string name) => value switch
    {
        JsonObject when Maps.Contains(name, StringComparer.Ordinal) => new JsonObject { ["type"] = "object", ["additionalProperties"] = Typed("string") },
        JsonObject members => OfObject(members, optional),
        JsonArray items => new JsonObject { ["type"] = "array", ["items"] = items.Count == 0 ? [] : Of(items[0], optional, name) },
        _ => Typed(value?.GetValueKind() switch
        {
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "string",
        }),
    };

    private static JsonObject OfObject(JsonObject members, IReadOnlyList<string> optional)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, value) in members)
        {
            properties[name] = Of(value, optional, name);
            if (!optional.Contains(name, StringComparer.Ordinal))
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };
}
