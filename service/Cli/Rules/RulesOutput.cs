using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Cli.Rules;

/// <summary>What the commands that read rules have in common: the path, the format, faults in compiler form, JSON.</summary>
internal static class RulesOutput
{
    public const string Text = "text";

    public const string Json = "json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static Argument<string> Path() => new("path") { Description = "A rules file, or a folder whose *.yaml files are one rule set." };

    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "text for people, json for programs.", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, Json);
        return format;
    }

    /// <returns>The rules, or null after every fault was written.</returns>
    public static RuleSet? Load(string path, TextWriter error)
    {
        var check = RulesCheck.Of(path, new RuleSetContext([]));
        if (check.Rules is null)
        {
            FindingText.Write(error, new TerminalStyle(isColoured: false), [check]);
        }

        return check.Rules;
    }

    /// <param name="output">Gets one indented object.</param>
    /// <param name="document">To write.</param>
    /// <param name="type">How.</param>
    public static async Task WriteJsonAsync<TDocument>(TextWriter output, TDocument document, JsonTypeInfo<TDocument> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            JsonSerializer.Serialize(json, document, type);
        }

        await output.WriteLineAsync(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
