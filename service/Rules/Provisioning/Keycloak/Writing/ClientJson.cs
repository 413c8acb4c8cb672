using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>The clients that the rules need, as <c>POST /admin/realms/{realm}/clients</c> and a partial import take them. None has a secret: Keycloak makes one.</summary>
/// <param name="provision">Of a realm.</param>
/// <param name="carriesMappers">Whether the mappers stand on the clients, where they are in no client scope.</param>
internal sealed class ClientJson(RealmProvision provision, bool carriesMappers)
{
    /// <summary>A name that stands for other things than a login.</summary>
    public static void WriteBearer(Utf8JsonWriter json, string id, string description)
    {
        WriteStart(json, id, description);
        json.WriteBoolean("bearerOnly", true);
        json.WriteBoolean("fullScopeAllowed", false);
        json.WriteEndObject();
    }

    /// <summary>Where people log in: by the browser, back to a port of their own machine, or by a device's code. Never by handing over a password.</summary>
    public void WriteLogin(Utf8JsonWriter json)
    {
        WriteStart(json, provision.Client, "Where people log in to get tokens for TokenBridge.");
        json.WriteBoolean("publicClient", true);
        json.WriteBoolean("standardFlowEnabled", true);
        json.WriteBoolean("implicitFlowEnabled", false);
        json.WriteBoolean("directAccessGrantsEnabled", false);
        json.WriteTexts("redirectUris", "http://127.0.0.1/*");
        json.WriteStartObject("attributes");
        json.WriteString("pkce.code.challenge.method", "S256");
        json.WriteString("oauth2.device.authorization.grant.enabled", "true");
        if (LevelMap.Of(provision.Levels) is { } levels)
        {
            json.WriteString("acr.loa.map", levels);
        }

        json.WriteEndObject();
        // A mapper that stands on the client writes organizations where Keycloak's own scope is asked for, and never else.
        WriteScopes(json, carriesMappers && provision.Mappers.Any(mapper => mapper.Kind == MembershipMappers.OrganizationKind) ? ["organization"] : []);
        json.WriteEndObject();
    }

    /// <summary>A machine that logs in as itself.</summary>
    public void WriteMachine(Utf8JsonWriter json, string id, IReadOnlyList<string> rules)
    {
        WriteStart(json, id, $"A machine that logs in as itself. Wanted by: {KeycloakMapper.WantedBy(rules)}");
        json.WriteBoolean("publicClient", false);
        json.WriteString("clientAuthenticatorType", "client-secret");
        json.WriteBoolean("standardFlowEnabled", false);
        json.WriteBoolean("implicitFlowEnabled", false);
        json.WriteBoolean("directAccessGrantsEnabled", false);
        json.WriteBoolean("serviceAccountsEnabled", true);
        WriteScopes(json, []);
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, string id, string description)
    {
        json.WriteStartObject();
        json.WriteString("clientId", id);
        json.WriteString("description", SafeText.Cut(description, KeycloakMapper.MaxText - 1, "…"));
        json.WriteBoolean("enabled", true);
        json.WriteString("protocol", "openid-connect");
    }

    /// <summary>
    /// A partial import maps no roles into scopes. So where rules ask for roles the client gets full scope, and none of Keycloak's scope <c>roles</c>:
    /// into the token come the roles of the mappers here, and no client's name into the audience.
    /// </summary>
    private void WriteScopes(Utf8JsonWriter json, string[] optional)
    {
        json.WriteBoolean("fullScopeAllowed", carriesMappers && provision.Mappers.Any(mapper => mapper.Config.Any(entry => entry.Value.EndsWith(".roles", StringComparison.Ordinal))));
        json.WriteTexts("defaultClientScopes", "basic", "acr");
        json.WriteTexts("optionalClientScopes", optional);
        if (carriesMappers)
        {
            json.WriteMappers(provision.Mappers);
        }
    }
}
