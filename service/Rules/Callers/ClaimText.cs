using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TokenBridge.Rules.Callers;

/// <summary>A claim that is a string where it is present and not null.</summary>
internal static class ClaimText
{
    /// <param name="payload">A JSON object.</param>
    /// <param name="claim">Its name at the top.</param>
    /// <param name="text">Null where it is absent or null.</param>
    /// <param name="fault">Set where it is anything else.</param>
    public static bool TryRead(JsonElement payload, string claim, out string? text, [NotNullWhen(false)] out ClaimFault? fault)
    {
        (text, fault) = (null, null);
        if (!payload.TryGetProperty(claim, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return true;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            fault = ClaimFault.Malformed($"{claim} is no string");
            return false;
        }

        text = value.GetString();
        return true;
    }
}
