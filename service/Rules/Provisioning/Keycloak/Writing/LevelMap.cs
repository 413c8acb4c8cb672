using System.Globalization;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>Keycloak's attribute <c>acr.loa.map</c>, of a client or of a realm.</summary>
internal static class LevelMap
{
    /// <returns>JSON in one line; null where no rule needs a level.</returns>
    public static string? Of(IReadOnlyList<AuthenticationLevel> levels) => levels.Count == 0 ? null
        : $"{{{string.Join(',', levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"{KeycloakJson.Text(level.Acr)}:{level.Level}")))}}}";
}
