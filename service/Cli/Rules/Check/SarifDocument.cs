using System.Reflection;
using System.Text.Json.Serialization;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>Findings as SARIF 2.1.0 (OASIS), for code scanning.</summary>
/// <param name="Schema">Of this version.</param>
/// <param name="Version">2.1.0.</param>
/// <param name="Runs">One.</param>
internal sealed record SarifDocument([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs)
{
    /// <summary>As the build names it.</summary>
    private static string ProjectPage { get; } =
        typeof(SarifDocument).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "ProjectUrl").Value!;

    public static SarifDocument Of(IReadOnlyList<RulesCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Findings).ToList();
        var codes = findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var driver = new SarifDriver("tokenbridge", ProgramVersion.Text, ProjectPage, [.. codes.Select(SarifRule.Of)]);
        return new SarifDocument(
            "https://json.schemastore.org/sarif-2.1.0.json",
            "2.1.0",
            [new SarifRun(new SarifTool(driver), "utf16CodeUnits", [.. findings.Select(finding => SarifResult.Of(finding, codes.IndexOf(finding.Code)))])]);
    }
}

internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyList<SarifResult> Results);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string Version, string InformationUri, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(string Id, SarifText ShortDescription, SarifText FullDescription, SarifText Help)
{
    public static SarifRule Of(string code)
    {
        var text = new SarifText(FindingCatalog.Descriptions[code]);
        return new SarifRule(code, text, text, text);
    }
}

internal sealed record SarifText(string Text);

internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations)
{
    public static SarifResult Of(Finding finding, int rule) =>
        new(finding.Code, rule, finding.Severity, new SarifText(finding.Message), [SarifLocation.Of(finding)]);
}

internal sealed record SarifLocation(SarifPlace PhysicalLocation)
{
    public static SarifLocation Of(Finding finding) =>
        new(new SarifPlace(new SarifFile(Address(finding.File)), new SarifRegion(finding.Line, finding.Column)));

    /// <summary>A relative path stays relative, so that it is found in the repository; segments are escaped (RFC 3986).</summary>
    private static string Address(string file)
    {
        var path = string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return path.StartsWith('/') ? $"file://{path}" : path;
    }
}

internal sealed record SarifPlace(SarifFile ArtifactLocation, SarifRegion Region);

internal sealed record SarifFile(string Uri);

internal sealed record SarifRegion(int StartLine, int StartColumn);
