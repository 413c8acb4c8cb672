using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>A client scope, as <c>POST /admin/realms/{realm}/client-scopes</c> takes it.</summary>
internal static class ScopeJson
{
    public static string Write(string name, string description, IReadOnlyList<KeycloakMapper> mappers) => KeycloakJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("description", description);
        json.WriteString("protocol", "openid-connect");
        json.WriteStartObject("attributes");
        json.WriteString("include.in.token.scope", "false");
        json.WriteString("display.on.consent.screen", "false");
        json.WriteEndObject();
        json.WriteMappers(mappers);
        json.WriteEndObject();
    });
}
