using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>What a <c>credential_process</c> prints: <c>Version</c> is a number, and the token is called <c>SessionToken</c> here.</summary>
/// <param name="Version">1; AWS SDKs take no other.</param>
/// <param name="AccessKeyId">No secret.</param>
/// <param name="SecretAccessKey">A secret.</param>
/// <param name="SessionToken">A secret.</param>
/// <param name="Expiration">UTC in whole seconds.</param>
/// <param name="AccountId">Null where a role has none.</param>
internal sealed record ProcessCredentials(
    [property: JsonPropertyName("Version")] int Version,
    [property: JsonPropertyName("AccessKeyId")] string AccessKeyId,
    [property: JsonPropertyName("SecretAccessKey")] string SecretAccessKey,
    [property: JsonPropertyName("SessionToken")] string SessionToken,
    [property: JsonPropertyName("Expiration")] DateTime Expiration,
    [property: JsonPropertyName("AccountId")] string? AccountId)
{
    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"ProcessCredentials {{ {AccessKeyId} }}";
}
