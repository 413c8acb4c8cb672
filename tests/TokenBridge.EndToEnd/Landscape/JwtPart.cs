using System.Buffers.Text;
using System.Text.Json;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Reads a token of Keycloak without checking it: tests only want to know which one they hold.</summary>
internal static class JwtPart
{
    public static string KeyOf(string token) => Read(token, 0).GetProperty("kid").GetString()!;

    /// <returns>Unix time in seconds.</returns>
    public static long IssuedAt(string token) => Read(token, 1).GetProperty("iat").GetInt64();

    public static DateTimeOffset ExpiresAt(string token) => DateTimeOffset.FromUnixTimeSeconds(Read(token, 1).GetProperty("exp").GetInt64());

    public static JsonElement Payload(string token) => Read(token, 1);

    private static JsonElement Read(string token, int part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[part]));
}
