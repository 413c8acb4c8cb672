using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>
/// How every document is written and read: snake_case unless a protocol has names of its own, members without a value left out. The
/// schemas of the OpenAPI document are read off the same.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerCredentials))]
[JsonSerializable(typeof(ProcessCredentials))]
[JsonSerializable(typeof(IssuedToken))]
[JsonSerializable(typeof(RefusalBody))]
[JsonSerializable(typeof(OAuthErrorBody))]
[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(ExplanationBody))]
[JsonSerializable(typeof(ExplainRequestBody))]
[JsonSerializable(typeof(TokenExchangeRequestBody))]
[JsonSerializable(typeof(StsRequestBody))]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(OpenIdConfiguration))]
[JsonSerializable(typeof(KeySet))]
internal sealed partial class WireJson : JsonSerializerContext;
