using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Drift;

namespace TokenBridge.Cli.Provision.Drift;

/// <summary>Differences for people, or as JSON: <c>{"differences": [{where, code, wanted, found}]}</c>.</summary>
internal static class DriftOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public static void WriteTable(TextWriter output, IReadOnlyList<Difference> differences)
    {
        var code = differences.Select(difference => difference.Code.Length).DefaultIfEmpty(0).Max();
        foreach (var place in differences.GroupBy(difference => difference.Where, StringComparer.Ordinal))
        {
            output.WriteLine(SafeText.OneLine(place.Key));
            foreach (var difference in place)
            {
                output.WriteLine($"  {difference.Code.PadRight(code)}  wanted: {SafeText.OneLine(difference.Wanted)}");
                output.WriteLine($"  {new string(' ', code)}  found:  {SafeText.OneLine(difference.Found)}");
            }
        }

        output.WriteLine(differences.Count switch
        {
            0 => "no differences",
            1 => "1 difference",
            var count => $"{count} differences",
        });
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<Difference> differences)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("differences");
            foreach (var difference in differences)
            {
                json.WriteStartObject();
                json.WriteString("where", difference.Where);
                json.WriteString("code", difference.Code);
                json.WriteString("wanted", difference.Wanted);
                json.WriteString("found", difference.Found);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
