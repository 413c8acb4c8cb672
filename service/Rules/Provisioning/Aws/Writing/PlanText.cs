using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>A document as people and other tools read it: indented, and every visible character as itself.</summary>
internal static class PlanText
{
    /// <summary>Of an escape: <c>\uD83D</c>.</summary>
    private const int EscapeLength = 6;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public static string Of(JsonObject document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            document.WriteTo(json);
        }

        return WithPairs(Encoding.UTF8.GetString(buffer.WrittenSpan)) + "\n";
    }

    /// <summary>The writer escapes characters of two code units as two, and readers of YAML, as those of CloudFormation's templates are, take that for a mistake.</summary>
    private static string WithPairs(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] != '\\')
            {
                text.Append(json[at]);
            }
            else if (Unit(json, at) is { } high && char.IsHighSurrogate(high) && Unit(json, at + EscapeLength) is { } low)
            {
                text.Append(high).Append(low);
                at += (2 * EscapeLength) - 1;
            }
            else
            {
                text.Append(json[at]).Append(json[++at]);
            }
        }

        return text.ToString();
    }

    private static char? Unit(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
            && ushort.TryParse(json.AsSpan(at + 2, EscapeLength - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
