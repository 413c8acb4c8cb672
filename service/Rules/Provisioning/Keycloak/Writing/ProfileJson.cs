using System.Text.Json;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>The user profile, as <c>PUT /admin/realms/{realm}/users/profile</c> takes it: whole, so Keycloak's own attributes stand in it too.</summary>
internal static class ProfileJson
{
    /// <summary>Keycloak's own attributes with the checks that a new realm has for them.</summary>
    public static readonly IReadOnlyList<(string Name, bool IsRequired, string Validations)> BuiltIn =
    [
        ("username", false, """{"length":{"min":3,"max":255},"username-prohibited-characters":{},"up-username-not-idn-homograph":{}}"""),
        ("email", true, """{"email":{},"length":{"max":255}}"""),
        ("firstName", true, """{"length":{"max":255},"person-name-prohibited-characters":{}}"""),
        ("lastName", true, """{"length":{"max":255},"person-name-prohibited-characters":{}}"""),
    ];

    public static string Write(RealmProvision provision) => KeycloakJson.Write(json => Write(json, provision));

    public static void Write(Utf8JsonWriter json, RealmProvision provision)
    {
        json.WriteStartObject();
        json.WriteStartArray("attributes");
        foreach (var (name, isRequired, validations) in BuiltIn)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("displayName", $"${{{name}}}");
            json.WritePropertyName("validations");
            json.WriteRawValue(validations);
            if (isRequired)
            {
                json.WriteStartObject("required");
                json.WriteTexts("roles", "user");
                json.WriteEndObject();
            }

            WritePermissions(json, isForAdministrators: provision.BuiltInAttributes.Contains(name));
            json.WriteBoolean("multivalued", false);
            json.WriteEndObject();
        }

        foreach (var attribute in provision.Attributes)
        {
            json.WriteStartObject();
            json.WriteString("name", attribute.Name);
            json.WriteString("displayName", attribute.Name);
            json.WriteStartObject("annotations");
            json.WriteString("wantedBy", KeycloakMapper.WantedBy(attribute.Rules));
            json.WriteEndObject();
            WritePermissions(json, isForAdministrators: true);
            json.WriteBoolean("multivalued", attribute.IsList);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePermissions(Utf8JsonWriter json, bool isForAdministrators)
    {
        json.WriteStartObject("permissions");
        json.WriteTexts("view", "admin", "user");
        json.WriteTexts("edit", isForAdministrators ? ["admin"] : ["admin", "user"]);
        json.WriteEndObject();
    }
}
