using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>YAML as JSON, for the payloads of tests. Without quotes, numbers, <c>true</c>, <c>false</c> and <c>null</c> are what JSON calls so; all else is text.</summary>
internal static class YamlJson
{
    /// <param name="node">A mapping.</param>
    /// <param name="added">A member to write before those of the mapping.</param>
    public static byte[] Write(YamlNode.Mapping node, (string Name, string Value)? added)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (added is { } member)
            {
                json.WriteString(member.Name, member.Value);
            }

            WriteMembers(json, node);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, YamlNode.Mapping node)
    {
        foreach (var (key, value) in node.Entries)
        {
            json.WritePropertyName(key.Text);
            Write(json, value);
        }
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                json.WriteStartObject();
                WriteMembers(json, mapping);
                json.WriteEndObject();
                break;
            case YamlNode.Sequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case YamlNode.Scalar { IsPlain: true } plain when plain.IsNull || plain.Text is "true" or "false" || IsNumber(plain.Text):
                json.WriteRawValue(plain.IsNull ? "null" : plain.Text);
                break;
            case YamlNode.Scalar text:
                json.WriteStringValue(text.Text);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
