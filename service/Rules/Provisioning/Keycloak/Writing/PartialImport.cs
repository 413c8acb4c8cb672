using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>
/// For <c>POST /admin/realms/{realm}/partialImport</c>, which takes clients, roles and users, and knows no client scopes, no user profile, no flows. So the mappers
/// stand on the clients; what is left stands beside them for other requests, and the import passes over it.
/// </summary>
internal static class PartialImport
{
    private const string Comment = "Written by tokenbridge provision keycloak. POST .../partialImport takes ifResourceExists, clients, roles and users, and leaves alone what "
        + "exists already; it knows no client scopes, so the mappers stand on the clients. PUT .../users/profile takes userProfile, whole: add the attributes that your realm has besides.";

    public static string Write(RealmProvision provision) => KeycloakJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("comment", Comment);
        json.WriteString("ifResourceExists", "SKIP");
        WriteClients(json, provision);
        WriteRoles(json, provision);
        WriteServiceAccounts(json, provision);
        json.WritePropertyName("userProfile");
        ProfileJson.Write(json, provision);
        json.WriteEndObject();
    });

    private static void WriteClients(Utf8JsonWriter json, RealmProvision provision)
    {
        var clients = new ClientJson(provision, carriesMappers: true);
        json.WriteStartArray("clients");
        ClientJson.WriteBearer(json, provision.Audience, "The audience of every token that TokenBridge accepts. Nobody logs in here.");
        foreach (var owner in provision.RoleOwners.Where(owner => !IsWritten(owner.Key, provision)))
        {
            ClientJson.WriteBearer(json, owner.Key, $"Has roles that rules look at. Nobody logs in here. Wanted by: {RulesOf(owner)}");
        }

        foreach (var machine in provision.Machines)
        {
            clients.WriteMachine(json, machine.Text, machine.Rules);
        }

        clients.WriteLogin(json);
        json.WriteEndArray();
    }

    private static bool IsWritten(string client, RealmProvision provision) =>
        client == provision.Audience || client == provision.Client || provision.Machines.Any(machine => machine.Text == client);

    /// <summary>An import makes no user for a client that logs in as itself, and without one its login is refused (401 unauthorized_client).</summary>
    private static void WriteServiceAccounts(Utf8JsonWriter json, RealmProvision provision)
    {
        json.WriteStartArray("users");
        foreach (var machine in provision.Machines)
        {
            json.WriteStartObject();
            json.WriteString("username", $"service-account-{machine.Text.ToLowerInvariant()}");
            json.WriteBoolean("enabled", true);
            json.WriteString("serviceAccountClientId", machine.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRoles(Utf8JsonWriter json, RealmProvision provision)
    {
        json.WriteStartObject("roles");
        json.WriteStartArray("realm");
        WriteRoles(json, provision.RealmRoles);
        json.WriteEndArray();
        json.WriteStartObject("client");
        foreach (var owner in provision.RoleOwners)
        {
            json.WriteStartArray(owner.Key);
            WriteRoles(json, owner);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter json, IEnumerable<RoleNeed> roles)
    {
        foreach (var role in roles.DistinctBy(role => role.Role, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", role.Role);
            json.WriteString("description", SafeText.Cut($"Wanted by: {KeycloakMapper.WantedBy(role.Rules)}", KeycloakMapper.MaxText - 1, "…"));
            json.WriteEndObject();
        }
    }

    private static string RulesOf(IEnumerable<RoleNeed> roles) =>
        KeycloakMapper.WantedBy([.. roles.SelectMany(role => role.Rules).Distinct(StringComparer.Ordinal)]);
}
