using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Development.Sts;

/// <summary>A web identity token whose signature, issuer, audience and times are good.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The <c>sub</c>.</param>
/// <param name="Audience">The <c>azp</c> where there is one, as AWS evaluates it, else the <c>aud</c>.</param>
/// <param name="Claims">The payload.</param>
internal sealed record WebIdentity(string Issuer, string Subject, string Audience, JsonElement Claims)
{
    /// <summary>The payload of a compact token, unverified.</summary>
    /// <returns>Null where it is no JSON object in base64url between two dots.</returns>
    public static JsonElement? DecodePayload(string? token)
    {
        if (token?.Trim().Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(payload)));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
