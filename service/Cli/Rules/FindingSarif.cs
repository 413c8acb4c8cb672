using System.Reflection;
using System.Text.Json;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules;

/// <summary>Findings as SARIF 2.1.0 (OASIS), for code scanning.</summary>
internal static class FindingSarif
{
    /// <summary>The project's page, as the build names it.</summary>
    private static readonly string InformationUri =
        typeof(FindingSarif).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "ProjectUrl").Value!;

    public static void Write(TextWriter output, IReadOnlyList<RulesCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Findings).ToList();
        var codes = findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        FindingJson.WriteDocument(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(writer, codes);
            writer.WriteString("columnKind", "utf16CodeUnits");
            writer.WriteStartArray("results");
            foreach (var finding in findings)
            {
                WriteResult(writer, finding, codes.IndexOf(finding.Code));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteTool(Utf8JsonWriter writer, IReadOnlyList<string> codes)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "tokenbridge");
        if (typeof(FindingSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is { InformationalVersion: var version })
        {
            writer.WriteString("version", version);
        }

        writer.WriteString("informationUri", InformationUri);
        writer.WriteStartArray("rules");
        foreach (var code in codes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", code);
            foreach (var member in (ReadOnlySpan<string>)["shortDescription", "fullDescription", "help"])
            {
                WriteText(writer, member, FindingCatalog.Descriptions[code]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string member, string text)
    {
        writer.WriteStartObject(member);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Finding finding, int rule)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Code);
        writer.WriteNumber("ruleIndex", rule);
        writer.WriteString("level", finding.Severity);
        WriteText(writer, "message", finding.Message);
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", Uri(finding.File));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", finding.Line);
        writer.WriteNumber("startColumn", finding.Column);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A relative path stays relative, so that it is found in the repository; segments are escaped (RFC 3986).</summary>
    private static string Uri(string file)
    {
        var path = string.Join('/', file.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
        return path.StartsWith('/') ? $"file://{path}" : path;
    }
}
