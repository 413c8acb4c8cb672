using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>
/// The schemas (JSON Schema 2020-12, as OpenAPI 3.1 has it) of the records that are sent: one for each record, which others refer to. A member is
/// required unless its type says that it may be null, for null is never written.
/// </summary>
internal sealed class WireSchemas
{
    private const string Suffix = "Body";

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    public static string NameOf(Type document) =>
        document.Name.EndsWith(Suffix, StringComparison.Ordinal) ? document.Name[..^Suffix.Length] : document.Name;

    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    /// <returns>A reference to the body's schema, which is there from now on.</returns>
    public JsonObject Refer(WireBody body)
    {
        if (body.Document is { } document)
        {
            return Refer(document);
        }

        _schemas.TryAdd(
            body.Schema,
            body.Example is JsonObject
                ? new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject() }
                : new JsonObject { ["type"] = "string" });
        return Reference(body.Schema);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private JsonObject Refer(Type document)
    {
        var name = NameOf(document);
        if (!_schemas.ContainsKey(name))
        {
            // Before its members are looked at: a record may hold records of its own kind.
            _schemas.Add(name, new JsonObject());
            _schemas[name] = WireJson.Default.GetTypeInfo(document)!.GetJsonSchemaAsNode(
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        }

        return Reference(name);
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && context.Path.Length > 0)
        {
            return Refer(context.TypeInfo.Type);
        }

        if (node is not JsonObject schema)
        {
            return node;
        }

        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => type!.GetValue<string>()).First(type => type != "null");
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            DescribeMembers(schema, context.TypeInfo);
        }

        schema.Remove("default");
        return schema;
    }

    private static void DescribeMembers(JsonObject schema, JsonTypeInfo document)
    {
        var required = new JsonArray();
        foreach (var member in document.Properties)
        {
            if (member.AttributeProvider?.IsDefined(typeof(LeftOutOfSchemaAttribute), inherit: false) == true)
            {
                schema["properties"]!.AsObject().Remove(member.Name);
            }
            else if (!member.IsGetNullable)
            {
                required.Add(member.Name);
            }
        }

        schema.Remove("required");
        if (required.Count > 0)
        {
            schema["required"] = required;
        }
    }
}
