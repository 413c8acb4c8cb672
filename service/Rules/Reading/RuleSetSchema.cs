using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading;

/// <summary>
/// The JSON Schema (draft 2020-12) of a rules file, made from the tables that the readers use. It knows shapes and keys; what texts mean only the
/// compiler knows, so a file that fits can still have faults.
/// </summary>
internal static class RuleSetSchema
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Ends with a line break.</returns>
    public static string Write()
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "TokenBridge rules" };
        foreach (var (key, value) in Table(RuleKeys.File))
        {
            schema[key] = value?.DeepClone();
        }

        schema["$defs"] = new JsonObject(Enum.GetValues<KeyShape>().Select(shape => KeyValuePair.Create<string, JsonNode?>(Name(shape), Define(shape))));
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            schema.WriteTo(writer);
        }

        return $"{Encoding.UTF8.GetString(bytes.ToArray())}\n";
    }

    private static JsonObject Define(KeyShape shape) => shape switch
    {
        KeyShape.Version => OneOf("1", 1),
        KeyShape.Text => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        KeyShape.Texts => AnyOf(Ref(KeyShape.Text), List(Ref(KeyShape.Text), atLeast: 1)),
        KeyShape.TextList => AnyOf(Ref(KeyShape.Text), List(Ref(KeyShape.Text), atLeast: 0)),
        KeyShape.DroppableText => AnyOf(Ref(KeyShape.Text), new JsonObject { ["type"] = "null" }),
        KeyShape.Flag => OneOf(true, false, "true", "false"),
        KeyShape.Number => new JsonObject { ["type"] = new JsonArray("number", "string") },
        KeyShape.Duration => new JsonObject { ["type"] = "string", ["pattern"] = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$", ["minLength"] = 2 },
        KeyShape.Strategy => OneOf([.. Enum.GetNames<SessionStrategy>().Select(name => (JsonNode)name)]),
        KeyShape.Denial => OneOf([.. Enum.GetValues<DenialReason>().Select(reason => (JsonNode)reason.ToReason())]),
        KeyShape.Claims => Map(AnyOf(new JsonObject { ["type"] = "string", ["pattern"] = "^/" }, Table(RuleKeys.Claim))),
        KeyShape.Defaults => Table(RuleKeys.Grant),
        KeyShape.Rules => OrNothing(List(Rule(), atLeast: 0)),
        KeyShape.When => AnyOf(new JsonObject { ["const"] = "everyone" }, Ref(KeyShape.Condition)),
        KeyShape.ClaimTests => Filled(Map(AnyOf(Ref(KeyShape.Texts), Ref(KeyShape.ClaimTest)))),
        KeyShape.ClaimTest => AnyOf(Ref(KeyShape.Texts), Filled(Table(RuleKeys.ClaimTest))),
        KeyShape.ClientRoles => AnyOf(Ref(KeyShape.Text), Ref(KeyShape.ClientRole), List(AnyOf(Ref(KeyShape.Text), Ref(KeyShape.ClientRole)), atLeast: 1)),
        KeyShape.ClientRole => Table(RuleKeys.ClientRole),
        KeyShape.Conditions => List(Ref(KeyShape.Condition), atLeast: 1),
        KeyShape.Condition => Filled(Table(RuleKeys.Condition)),
        KeyShape.Require => Filled(Table(RuleKeys.Require)),
        KeyShape.Grant => Table(RuleKeys.Grant),
        KeyShape.Deny => Table(RuleKeys.Deny),
        KeyShape.Tags => Map(AnyOf(Ref(KeyShape.Text), new JsonObject { ["type"] = "null" }, Table(RuleKeys.JoinedTag))),
        KeyShape.ExpectedTags => Map(AnyOf(Ref(KeyShape.Text), new JsonObject { ["type"] = "null" })),
        KeyShape.Policy => new JsonObject { ["type"] = new JsonArray("object", "null") },
        KeyShape.Tests => OrNothing(List(Table(RuleKeys.Test), atLeast: 0)),
        KeyShape.Payload => new JsonObject { ["type"] = "object" },
        KeyShape.Request => Table(RuleKeys.Request),
        KeyShape.Expect => Filled(Table(RuleKeys.Expect)),
        KeyShape.Lint => List(Table(RuleKeys.Allowance), atLeast: 0),
    };

    private static JsonObject Rule()
    {
        var rule = Table(RuleKeys.Rule);
        rule["oneOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("grant") }, new JsonObject { ["required"] = new JsonArray("deny") });
        return rule;
    }

    /// <summary>Unknown keys do not fit.</summary>
    private static JsonObject Table(KeyTable table)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(table.Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(
                key.Name, new JsonObject { ["description"] = key.Description, ["$ref"] = $"#/$defs/{Name(key.Shape)}" }))),
            ["additionalProperties"] = false,
        };
        if (table.Keys.Any(key => key.IsRequired))
        {
            schema["required"] = new JsonArray([.. table.Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name)]);
        }

        return schema;
    }

    private static string Name(KeyShape shape) => JsonNamingPolicy.SnakeCaseLower.ConvertName(shape.ToString());

    private static JsonObject Ref(KeyShape shape) => new() { ["$ref"] = $"#/$defs/{Name(shape)}" };

    private static JsonObject AnyOf(params JsonNode[] schemas) => new() { ["anyOf"] = new JsonArray(schemas) };

    private static JsonObject OneOf(params JsonNode[] values) => new() { ["enum"] = new JsonArray(values) };

    private static JsonObject List(JsonObject item, int atLeast) => new() { ["type"] = "array", ["items"] = item, ["minItems"] = atLeast };

    private static JsonObject Map(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject Filled(JsonObject mapping)
    {
        mapping["minProperties"] = 1;
        return mapping;
    }

    private static JsonObject OrNothing(JsonObject list) => AnyOf(list, new JsonObject { ["type"] = "null" });
}
