using System.Text.Json.Serialization;
using TokenBridge.Cli.Rules.Diff;
using TokenBridge.Cli.Rules.Test;
using TokenBridge.Cli.Rules.Who;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Cli.Rules;

/// <summary>How <c>--format json</c> of <c>rules explain</c>, <c>rules who</c>, <c>rules diff</c> and <c>rules test</c> is written: like the service's own documents. Written, never read.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExplanationBody))]
[JsonSerializable(typeof(WhoDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(TestRunDocument))]
internal sealed partial class RulesJson : JsonSerializerContext;
