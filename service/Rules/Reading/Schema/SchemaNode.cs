using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Reading.Schema;

/// <summary>Pieces of a JSON Schema.</summary>
internal static class SchemaNode
{
    public static JsonArray Scalars() => new("string", "number", "boolean");

    /// <summary>Some text, which YAML may take for a number or a word.</summary>
    public static JsonObject Scalar(string pattern, int? most = null) => Bounded(new JsonObject { ["type"] = Scalars(), ["pattern"] = pattern }, most);

    /// <summary>A text that no number looks like.</summary>
    public static JsonObject Pattern(string pattern, int? most = null) => Bounded(new JsonObject { ["type"] = "string", ["pattern"] = pattern }, most);

    public static JsonObject Bounded(JsonObject text, int? most)
    {
        if (most is { } length)
        {
            text["maxLength"] = length;
        }

        return text;
    }

    public static JsonObject Minimum(JsonObject text, int least)
    {
        text["minLength"] = least;
        return text;
    }

    public static JsonObject Const(string value) => new() { ["const"] = value };

    public static JsonObject Null() => new() { ["type"] = "null" };

    public static JsonObject AnyOf(params JsonNode[] schemas) => new() { ["anyOf"] = new JsonArray(schemas) };

    public static JsonObject OneOf(params JsonNode[] values) => new() { ["enum"] = new JsonArray(values) };

    public static JsonObject OneOrMore(JsonObject item, int most) => AnyOf(item, List((JsonObject)item.DeepClone(), atLeast: 1, most));

    public static JsonObject List(JsonObject item, int atLeast, int? atMost = null)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item, ["minItems"] = atLeast };
        if (atMost is { } most)
        {
            list["maxItems"] = most;
        }

        return list;
    }

    public static JsonObject Map(JsonObject value, string? keys = null, int? most = null)
    {
        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = value };
        if (keys is not null)
        {
            map["propertyNames"] = new JsonObject { ["pattern"] = keys };
        }

        if (most is { } entries)
        {
            map["maxProperties"] = entries;
        }

        return map;
    }

    /// <summary>Says more of single keys than that they are texts.</summary>
    public static JsonObject With(JsonObject table, params (string Key, JsonObject Schema)[] more)
    {
        foreach (var (key, schema) in more)
        {
            table["properties"]![key] = schema;
        }

        return table;
    }

    public static JsonObject Filled(JsonObject mapping)
    {
        mapping["minProperties"] = 1;
        return mapping;
    }

    public static JsonObject OrNothing(JsonObject schema) => AnyOf(schema, Null());
}
