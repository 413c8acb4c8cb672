using System.Text;
using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>The table for people, or the same as JSON: <c>{"checks": [{check, state, seen, mend}], "faults": 0, "warnings": 0}</c>.</summary>
/// <remarks>Programs read the JSON, so its member keeps the name <c>mend</c>; people read "fix".</remarks>
internal static class DiagnosisPage
{
    public static async Task WriteTextAsync(TextWriter output, TerminalStyle style, IReadOnlyList<Diagnosis> diagnoses)
    {
        var (check, state) = (diagnoses.Max(row => Math.Max(row.Check.Length, "check".Length)), "warning".Length);
        await output.WriteLineAsync(style.Title($"{"check".PadRight(check)}  {"state".PadRight(state)}  what was seen, and what to fix"));
        foreach (var row in diagnoses)
        {
            var text = row.StateText.PadRight(state);
            var coloured = row.State switch
            {
                DiagnosisState.Ok => style.Good(text),
                DiagnosisState.Warning => style.Title(text),
                DiagnosisState.Fault => style.Bad(text),
                DiagnosisState.Skipped => style.Faint(text),
            };
            await output.WriteLineAsync($"{row.Check.PadRight(check)}  {coloured}  {SafeText.OneLine(row.Seen)}");
            if (row.Remedy is { } remedy)
            {
                await output.WriteLineAsync($"{new string(' ', check + state + 4)}fix: {SafeText.OneLine(remedy)}");
            }
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"{Counted(Count(diagnoses, DiagnosisState.Fault), "fault")}, {Counted(Count(diagnoses, DiagnosisState.Warning), "warning")}");
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<Diagnosis> diagnoses)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            Write(json, diagnoses);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Diagnosis> diagnoses)
    {
        json.WriteStartObject();
        json.WriteStartArray("checks");
        foreach (var row in diagnoses)
        {
            json.WriteStartObject();
            json.WriteString("check", row.Check);
            json.WriteString("state", row.StateText);
            json.WriteString("seen", SafeText.OneLine(row.Seen));
            if (row.Remedy is { } remedy)
            {
                json.WriteString("mend", SafeText.OneLine(remedy));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("faults", Count(diagnoses, DiagnosisState.Fault));
        json.WriteNumber("warnings", Count(diagnoses, DiagnosisState.Warning));
        json.WriteEndObject();
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static int Count(IReadOnlyList<Diagnosis> diagnoses, DiagnosisState state) => diagnoses.Count(row => row.State == state);
}
