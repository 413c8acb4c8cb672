using System.Text;
using System.Text.Json;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules;

/// <summary>Findings for programs: <c>{"findings": [{file, line, column, severity, code, message}], "rule_sets": [{path, rules_hash, rules, tests}], "errors": 0, "warnings": 0}</c>.</summary>
internal static class FindingJson
{
    public static void Write(TextWriter output, IReadOnlyList<RulesCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Findings).ToList();
        WriteDocument(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("file", finding.File);
                writer.WriteNumber("line", finding.Line);
                writer.WriteNumber("column", finding.Column);
                writer.WriteString("severity", finding.Severity);
                writer.WriteString("code", finding.Code);
                writer.WriteString("message", finding.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("rule_sets");
            foreach (var check in checks)
            {
                WriteRuleSet(writer, check);
            }

            writer.WriteEndArray();
            writer.WriteNumber("errors", findings.Where(finding => finding.IsError).Sum(finding => finding.Count));
            writer.WriteNumber("warnings", findings.Where(finding => !finding.IsError).Sum(finding => finding.Count));
            writer.WriteEndObject();
        });
    }

    /// <summary>With faults there is no hash: no service has such rules.</summary>
    private static void WriteRuleSet(Utf8JsonWriter writer, RulesCheck check)
    {
        writer.WriteStartObject();
        writer.WriteString("path", check.Path);
        if (check.Rules is { } rules)
        {
            writer.WriteString("rules_hash", rules.Hash);
            writer.WriteNumber("rules", rules.Rules.Count);
            writer.WriteNumber("tests", rules.Tests.Count);
        }

        writer.WriteEndObject();
    }

    public static void WriteDocument(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
