using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Cli.Credentials.Cache;

/// <summary>
/// Who a token says it is of, and what it says of them. Nobody has verified it: good for telling sessions on this disk apart, and for nothing else.
/// </summary>
/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="Subject"><c>sub</c>.</param>
/// <param name="Expires"><c>exp</c>.</param>
/// <param name="Claims">A hash of everything else that rules may look at: who leaves a group must not go on with a session kept from before.</param>
internal sealed record TokenOwner(string Issuer, string Subject, DateTimeOffset Expires, string Claims)
{
    /// <summary>What differs between two tokens of one login or two logins of the same person, and decides nothing.</summary>
    private static readonly HashSet<string> Passing =
        ["exp", "iat", "nbf", "jti", "sid", "session_state", "auth_time", "nonce", "at_hash", "c_hash", "s_hash"];

    /// <returns>Null for a token that is no JWT or lacks any of the three.</returns>
    public static TokenOwner? Of(string token)
    {
        if (!CompactToken.Decode(token).TryGet(out var compact, out _))
        {
            return null;
        }

        using (compact)
        {
            return StrictJson.Parse(compact.Payload).TryGet(out var claims, out _)
                && JsonText.NonEmpty(claims, "iss") is { } issuer && JsonText.NonEmpty(claims, "sub") is { } subject
                && claims.TryGetProperty("exp", out var exp) && exp.ValueKind is JsonValueKind.Number && exp.TryGetInt64(out var seconds)
                && seconds is > 0 and < 253_402_300_800
                    ? new TokenOwner(issuer, subject, DateTimeOffset.FromUnixTimeSeconds(seconds), Hash(claims))
                    : null;
        }
    }

    private static string Hash(JsonElement claims)
    {
        var text = string.Join('\n', claims.EnumerateObject()
            .Where(claim => !Passing.Contains(claim.Name))
            .OrderBy(claim => claim.Name, StringComparer.Ordinal)
            .Select(claim => $"{JsonEncodedText.Encode(claim.Name)}:{Canonical(claim.Value)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Keycloak does not fix the order of groups and roles.</summary>
    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical).Order(StringComparer.Ordinal))}]",
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(member => $"{JsonEncodedText.Encode(member.Name)}:{Canonical(member.Value)}").Order(StringComparer.Ordinal))}}}",
        JsonValueKind.String => $"\"{JsonEncodedText.Encode(value.GetString()!)}\"",
        _ => value.GetRawText(),
    };
}
