using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Reading.Schema;

/// <summary>The shape of an inline policy, as far as the compiler looks at it: IAM's own keys, and nothing else.</summary>
internal static class PolicySchema
{
    public static readonly IReadOnlyList<string> Keys = ["Version", "Id", "Statement"];

    public static readonly IReadOnlyList<string> StatementKeys = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static JsonObject Document(JsonObject statement) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Version"] = SchemaNode.OneOf("2012-10-17", "2008-10-17"),
            ["Id"] = new JsonObject { ["type"] = SchemaNode.Scalars() },
            ["Statement"] = SchemaNode.AnyOf(statement, SchemaNode.List((JsonObject)statement.DeepClone(), atLeast: 1)),
        },
        ["required"] = new JsonArray("Version", "Statement"),
        ["additionalProperties"] = false,
    };

    /// <summary>One of Action and NotAction, and one of Resource and NotResource.</summary>
    public static JsonObject Statement() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Sid"] = new JsonObject { ["type"] = SchemaNode.Scalars() },
            ["Effect"] = SchemaNode.OneOf("Allow", "Deny"),
            ["Action"] = Filled(),
            ["NotAction"] = Filled(),
            ["Resource"] = Filled(),
            ["NotResource"] = Filled(),
            ["Condition"] = new JsonObject { ["type"] = "object" },
        },
        ["required"] = new JsonArray("Effect"),
        ["allOf"] = new JsonArray(Either("Action", "NotAction"), Either("Resource", "NotResource")),
        ["additionalProperties"] = false,
    };

    private static JsonObject Either(string one, string other) => new()
    {
        ["oneOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray(one) }, new JsonObject { ["required"] = new JsonArray(other) }),
    };

    /// <summary>Whatever IAM makes of it, but not nothing.</summary>
    private static JsonObject Filled() => new() { ["not"] = new JsonObject { ["type"] = "null" } };
}
