using System.Text.Json;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>What to ask Keycloak for, named as the authorization request names it (OpenID Connect Core 3.1.2.1, RFC 9470).</summary>
internal static class StepUpJson
{
    public static void Write(Utf8JsonWriter json, StepUp stepUp)
    {
        if (stepUp.AcrValues is { } acr)
        {
            json.WriteString("acr_values"u8, acr);
        }

        if (stepUp.MaxAgeSeconds is { } seconds)
        {
            json.WriteNumber("max_age"u8, seconds);
        }
    }
}
