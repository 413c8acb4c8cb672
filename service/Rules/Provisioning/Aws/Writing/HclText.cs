using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>JSON as an expression of Terraform's language.</summary>
internal static class HclText
{
    /// <summary>What the stand-in of the external id becomes.</summary>
    public const string ExternalId = "var.tokenbridge_external_id";

    /// <param name="node">To write.</param>
    /// <param name="depth">Of its indentation.</param>
    /// <param name="areLists">A text with a variable of a role is the list of its values.</param>
    public static string Of(JsonNode? node, int depth = 1, bool areLists = false)
    {
        var text = new StringBuilder();
        Write(text, node, depth, areLists);
        return text.ToString();
    }

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    /// <summary>A text in quotes, in which nothing is a template.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '$' or '%' when at + 1 < text.Length && text[at + 1] == '{' => quoted.Append(character, 2),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth, bool areLists)
    {
        switch (node)
        {
            case JsonObject members:
                WriteAll(text, '{', '}', members, depth, (member, inner) =>
                {
                    text.Append(Quote(member.Key)).Append(" = ");
                    Write(text, member.Value, inner, areLists);
                });
                break;
            case JsonArray items:
                var isNested = areLists && items.Any(item => item is JsonValue value && TerraformVariables.All(value.ToString()) is not null);
                text.Append(isNested ? "flatten(" : "");
                WriteAll(text, '[', ']', items, depth, (item, inner) =>
                {
                    Write(text, item, inner, areLists);
                    text.Append(',');
                });
                text.Append(isNested ? ")" : "");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                text.Append(value.GetValue<string>() is var content && content == TrustPolicy.ExternalIdStandIn ? ExternalId : Texts(content, areLists));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string Texts(string content, bool areLists) => (areLists ? TerraformVariables.All(Quote(content)) : null) ?? Quote(content);

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> parts, int depth, Action<T, int> write)
    {
        text.Append(open).Append('\n');
        foreach (var part in parts)
        {
            text.Append(' ', 2 * (depth + 1));
            write(part, depth + 1);
            text.Append('\n');
        }

        text.Append(' ', 2 * depth).Append(close);
    }
}
