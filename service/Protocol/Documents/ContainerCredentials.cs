using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>The container-credentials document; its members and their casing are what every AWS SDK reads.</summary>
/// <param name="AccessKeyId">No secret.</param>
/// <param name="SecretAccessKey">A secret.</param>
/// <param name="Token">Called so here and <c>SessionToken</c> everywhere else.</param>
/// <param name="Expiration">UTC in whole seconds: <c>2026-11-21T19:30:00Z</c>, the only form that all SDKs parse.</param>
/// <param name="AccountId">Null where a role has none, as those of STS-compatible servers may.</param>
internal sealed record ContainerCredentials(
    [property: JsonPropertyName("AccessKeyId")] string AccessKeyId,
    [property: JsonPropertyName("SecretAccessKey")] string SecretAccessKey,
    [property: JsonPropertyName("Token")] string Token,
    [property: JsonPropertyName("Expiration")] DateTime Expiration,
    [property: JsonPropertyName("AccountId")] string? AccountId)
{
    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"ContainerCredentials {{ {AccessKeyId} }}";
}
