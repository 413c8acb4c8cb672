using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using static TokenBridge.Rules.Reading.Schema.SchemaNode;

namespace TokenBridge.Rules.Reading.Schema;

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
        KeyShape.Text => new JsonObject { ["type"] = Scalars() },
        KeyShape.Texts => OneOrMore(Ref(KeyShape.Text), 1_000),
        KeyShape.TextList => AnyOf(Ref(KeyShape.Text), List(Ref(KeyShape.Text), atLeast: 0)),
        KeyShape.Template => Scalar(SchemaPattern.Template, 4_096),
        KeyShape.Line => Scalar(SchemaPattern.Line, 500),
        KeyShape.Sentence => Scalar(SchemaPattern.Sentence, 500),
        KeyShape.Id => Scalar(SchemaPattern.Id),
        KeyShape.Pointer => Pattern(SchemaPattern.Pointer, 512),
        KeyShape.Issuers => AnyOf(Ref(KeyShape.Text), List(new JsonObject { ["type"] = Scalars(), ["not"] = Const(AnyIssuer.Id) }, atLeast: 1), List(Const(AnyIssuer.Id), atLeast: 1, atMost: 1)),
        KeyShape.Flag => OneOf(true, false, "true", "false"),
        KeyShape.Number => AnyOf(new JsonObject { ["type"] = "number" }, Pattern(SchemaPattern.Number, 40)),
        KeyShape.Priority => AnyOf(new JsonObject { ["type"] = "integer", ["minimum"] = -1_000_000, ["maximum"] = 1_000_000 }, Pattern(SchemaPattern.WholeNumber)),
        KeyShape.Duration => Pattern(SchemaPattern.Duration),
        KeyShape.Age => Pattern(SchemaPattern.Age),
        KeyShape.Time => Pattern(SchemaPattern.Time),
        KeyShape.Role => Pattern(SchemaPattern.Role, 4_096),
        KeyShape.RoleGlobs => OneOrMore(Pattern(SchemaPattern.RoleGlob, 512), 256),
        KeyShape.Groups => OneOrMore(Pattern(SchemaPattern.Group, 1_024), 256),
        KeyShape.RealmRoles => OneOrMore(Scalar(SchemaPattern.RealmRole, 1_023), 256),
        KeyShape.ClientRoles => OneOrMore(AnyOf(Pattern(SchemaPattern.ClientRole, 1_023), Ref(KeyShape.ClientRole)), 256),
        KeyShape.ClientRole => With(Table(RuleKeys.ClientRole), ("client", Scalar(SchemaPattern.Client)), ("role", Scalar(SchemaPattern.RealmRole, 1_023))),
        KeyShape.Organizations => OneOrMore(Scalar(SchemaPattern.Organization, 1_023), 256),
        KeyShape.Networks => OneOrMore(Pattern(SchemaPattern.Network), 1_000),
        KeyShape.Address => Pattern(SchemaPattern.Address),
        KeyShape.Globs => OneOrMore(new JsonObject { ["type"] = Scalars(), ["minLength"] = 1, ["maxLength"] = 256 }, 1_000),
        KeyShape.Acrs => OneOrMore(Scalar(SchemaPattern.Acr), 16),
        KeyShape.SessionName => Scalar(SchemaPattern.SessionName, 4_096),
        KeyShape.DroppableSessionName => OrNothing(Ref(KeyShape.SessionName)),
        KeyShape.DroppableExternalId => OrNothing(Minimum(Scalar(SchemaPattern.ExternalId, 4_096), 2)),
        KeyShape.DroppableRegion => OrNothing(Pattern(SchemaPattern.Region)),
        KeyShape.PolicyArns => AnyOf(Pattern(SchemaPattern.PolicyArn, 4_096), List(Pattern(SchemaPattern.PolicyArn, 4_096), atLeast: 0, atMost: 10)),
        KeyShape.Separator => Scalar(SchemaPattern.Separator),
        KeyShape.LintCodes => OneOrMore(OneOf([.. LintCode.All.Select(code => (JsonNode)code)]), LintCode.All.Count),
        KeyShape.Strategy => OneOf([.. Enum.GetNames<SessionStrategy>().Select(name => (JsonNode)name)]),
        KeyShape.Denial => OneOf([.. Enum.GetValues<DenialReason>().Select(reason => (JsonNode)reason.ToReason())]),
        KeyShape.Claims => Map(AnyOf(Ref(KeyShape.Pointer), Table(RuleKeys.Claim)), SchemaPattern.DeclaredName, 256),
        KeyShape.ClaimMap => Filled(Map(Ref(KeyShape.Text), most: 1_000)),
        KeyShape.Defaults => Table(RuleKeys.Grant),
        KeyShape.Rules => OrNothing(List(Rule(), atLeast: 0)),
        KeyShape.When => AnyOf(Const("everyone"), Ref(KeyShape.Condition)),
        KeyShape.ClaimTests => Filled(Map(AnyOf(Ref(KeyShape.Texts), Ref(KeyShape.ClaimTest)), SchemaPattern.Name)),
        KeyShape.ClaimTest => AnyOf(Ref(KeyShape.Texts), Operators(RuleKeys.ClaimTest)),
        KeyShape.PlainClaimTest => AnyOf(Ref(KeyShape.Texts), Operators(new KeyTable([.. RuleKeys.ClaimTest.Keys.Where(key => key.Name != "not")]))),
        KeyShape.Conditions => List(Ref(KeyShape.Condition), atLeast: 1),
        KeyShape.Condition => Filled(Table(RuleKeys.Condition)),
        KeyShape.Require => Filled(Table(RuleKeys.Require)),
        KeyShape.Grant => Table(RuleKeys.Grant),
        KeyShape.Deny => Table(RuleKeys.Deny),
        KeyShape.Tags => Map(AnyOf(Scalar(SchemaPattern.TagValue, 4_096), Null(), Table(RuleKeys.JoinedTag)), SchemaPattern.TagKey),
        KeyShape.ExpectedTags => Map(AnyOf(Ref(KeyShape.Text), Null())),
        KeyShape.Policy => OrNothing(PolicySchema.Document(Ref(KeyShape.Statement))),
        KeyShape.Statement => PolicySchema.Statement(),
        KeyShape.Tests => OrNothing(List(Table(RuleKeys.Test), atLeast: 0, atMost: 10_000)),
        KeyShape.Payload => new JsonObject { ["type"] = "object" },
        KeyShape.Request => Table(RuleKeys.Request),
        KeyShape.Expect => Expect(),
        KeyShape.Lint => List(Table(RuleKeys.Allowance), atLeast: 0),
    };

    /// <summary>A deny requires no login.</summary>
    private static JsonObject Rule()
    {
        var rule = Table(RuleKeys.Rule);
        rule["oneOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("grant") },
            new JsonObject { ["required"] = new JsonArray("deny"), ["properties"] = new JsonObject { ["require"] = false } });
        return rule;
    }

    /// <summary>One operator; two where they are the ends of a range.</summary>
    private static JsonObject Operators(KeyTable table)
    {
        var operators = Filled(Table(table));
        operators["anyOf"] = new JsonArray(
            new JsonObject { ["maxProperties"] = 1 }, new JsonObject { ["maxProperties"] = 2, ["required"] = new JsonArray("at_least", "at_most") });
        return operators;
    }

    /// <summary>Who is denied gets nothing that could be expected.</summary>
    private static JsonObject Expect()
    {
        var expect = Filled(Table(RuleKeys.Expect));
        var without = new JsonObject(RuleKeys.ExpectedGrant.Names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, false)));
        expect["dependentSchemas"] = new JsonObject { ["denied"] = new JsonObject { ["properties"] = without } };
        return expect;
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
}
