using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Host.Settings.Keys;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Settings;

/// <summary>
/// The JSON Schema (2020-12) of <c>appsettings.json</c>, made from <see cref="SettingKeys"/>. <c>$defs/TokenBridge</c> has no references of its own,
/// so that a chart can take it as it is into <c>values.schema.json</c>.
/// </summary>
/// <remarks>
/// It describes a configuration that stands in one file. It wants names in the case of the table and JSON's own numbers and booleans,
/// where the reader is lenient; the range of a duration, hosts that http may stand for, and whatever compares two keys only the reader knows.
/// </remarks>
internal static class SettingsSchema
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Ends with a line break.</returns>
    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "TokenBridge settings",
            ["description"] = "A whole configuration in one file. Keys that come from the environment or from flags are asked for here all the same.",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["Urls"] = new JsonObject { ["description"] = "Where the service listens.", ["type"] = "string", ["default"] = DefaultAddress.Url },
                ["TokenBridge"] = new JsonObject { ["$ref"] = "#/$defs/TokenBridge" },
            },
            ["required"] = Names("TokenBridge"),
            ["$defs"] = new JsonObject { ["TokenBridge"] = Root() },
        };
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            schema.WriteTo(writer);
        }

        return $"{Encoding.UTF8.GetString(bytes.ToArray())}\n";
    }

    private static JsonObject Root()
    {
        var properties = new JsonObject();
        foreach (var section in SettingKeys.Sections)
        {
            var named = section.Name.Length == 0 ? Properties(section) : [KeyValuePair.Create<string, JsonNode?>(section.Name, Of(section))];
            foreach (var (name, schema) in named)
            {
                properties[name] = schema;
            }
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["required"] = Names("Issuers", "Rules", "Sts"),
            ["if"] = Has("Sts", Has("Strategy", new JsonObject { ["const"] = "WebIdentity" })),
            ["then"] = Has("WebIdentity", AllOf(HasText("Issuer"), HasText("SigningKeyPath"))),
        };
    }

    private static JsonObject Of(KeySection section)
    {
        if (section.EntryNames is { } names)
        {
            return new JsonObject
            {
                ["type"] = "object",
                ["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern },
                ["additionalProperties"] = Table(section, "object"),
                ["minProperties"] = 1,
            };
        }

        if (section == SettingKeys.Sts.Section)
        {
            var sts = Table(section, "object");
            sts["anyOf"] = new JsonArray(HasText("Region"), HasText("Endpoint"));
            return sts;
        }

        return section.Keys.Any(key => key.IsRequired) ? Table(section, "object") : Table(section, new JsonArray("object", "null"));
    }

    private static JsonObject Table(KeySection section, JsonNode type)
    {
        var schema = new JsonObject { ["type"] = type, ["properties"] = new JsonObject(Properties(section)), ["additionalProperties"] = false };
        if (section.Keys.Any(key => key.IsRequired))
        {
            schema["required"] = Names([.. section.Keys.Where(key => key.IsRequired).Select(key => key.Name)]);
        }

        return schema;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(KeySection section) =>
        section.Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, key.Schema()));

    private static JsonObject Has(string name, JsonObject schema) => new()
    {
        ["required"] = Names(name),
        ["properties"] = new JsonObject { [name] = schema },
    };

    /// <summary>Null and an empty text are as good as absent.</summary>
    private static JsonObject HasText(string name) => Has(name, new JsonObject { ["type"] = "string", ["minLength"] = 1 });

    private static JsonObject AllOf(params JsonNode[] schemas) => new() { ["allOf"] = new JsonArray(schemas) };

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => (JsonNode)name)]);
}
