using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>
/// The schemas of an OpenAPI document as a JSON Schema library reads them, and stricter: a member that is not declared does not fit. Clients may see
/// more members one day; these tests must see each.
/// </summary>
internal sealed class DescribedSchemas
{
    private static readonly EvaluationOptions EveryFault = new() { OutputFormat = OutputFormat.List };

    private readonly Dictionary<string, JsonSchema> _schemas;

    public DescribedSchemas(JsonNode document)
    {
        var text = document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var definitions = JsonNode.Parse(text)!.AsObject();
        foreach (var (_, schema) in definitions)
        {
            Close(schema!.AsObject());
        }

        _schemas = definitions.ToDictionary(
            schema => schema.Key,
            schema => JsonSchema.FromText(new JsonObject { ["$ref"] = $"#/$defs/{schema.Key}", ["$defs"] = definitions.DeepClone() }.ToJsonString()),
            StringComparer.Ordinal);
    }

    /// <returns>Each with the place in the value; none where it fits.</returns>
    public IReadOnlyList<string> Faults(string schema, JsonNode? value)
    {
        using var instance = JsonDocument.Parse(value?.ToJsonString() ?? "null");
        var result = _schemas[schema].Evaluate(instance.RootElement, EveryFault);
        var faults = (result.Details ?? [])
            .Where(detail => !detail.IsValid)
            .SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(error => $"{detail.InstanceLocation}: {error.Value}"))
            .ToList();
        return result.IsValid ? [] : faults is [] ? ["does not fit"] : faults;
    }

    /// <summary>The upper-case pair of a refusal is for old SDKs, and is left out of the document on purpose.</summary>
    private static void Close(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject { Count: > 0 } declared || schema.ContainsKey("additionalProperties"))
        {
            return;
        }

        foreach (var name in new[] { "Code", "Message" })
        {
            if (declared[name.ToLowerInvariant()] is { } same)
            {
                declared[name] = same.DeepClone();
            }
        }

        schema["additionalProperties"] = false;
    }
}
