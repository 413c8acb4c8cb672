using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>JSON as Keycloak's admin API takes it.</summary>
internal static class KeycloakJson
{
    /// <summary>Names of every script stay readable. What a shell or a terminal could take for something else is escaped all the same.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <returns>An indented document without a line break at its end.</returns>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <returns>A JSON string, with its quotes; ASCII.</returns>
    public static string Text(string text) => $"\"{JsonEncodedText.Encode(text).Value}\"";

    public static void WriteMappers(this Utf8JsonWriter json, IEnumerable<KeycloakMapper> mappers)
    {
        json.WriteStartArray("protocolMappers");
        foreach (var mapper in mappers)
        {
            json.WriteStartObject();
            json.WriteString("name", mapper.Name);
            json.WriteString("protocol", "openid-connect");
            json.WriteString("protocolMapper", mapper.Kind);
            json.WriteStartObject("config");
            foreach (var (key, value) in mapper.Config)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, params IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
