using System.Text.Json;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens;

/// <summary>Whom a token names that its realm has signed, although it is refused: for the record, never for a decision.</summary>
/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="Subject"><c>sub</c>, cut to <see cref="Longest"/>; null where it is no string.</param>
/// <param name="Client"><c>azp</c>, the same.</param>
internal sealed record TokenSigner(string Issuer, string? Subject, string? Client)
{
    /// <summary>Characters.</summary>
    private const int Longest = 255;

    /// <param name="payload">Of a token whose signature was verified.</param>
    /// <param name="issuer">Whose keys verified it.</param>
    public static TokenSigner Of(JsonElement payload, string issuer) => new(issuer, Text(payload, "sub"), Text(payload, "azp"));

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? SafeText.Cut(value.GetString(), Longest) : null;
}
