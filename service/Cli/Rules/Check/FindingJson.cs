using System.Text.Json.Serialization;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>How findings are written: the names of SARIF are in camelCase, and the few of our own are one word each.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(FindingDocument))]
[JsonSerializable(typeof(SarifDocument))]
internal sealed partial class FindingJson : JsonSerializerContext;
