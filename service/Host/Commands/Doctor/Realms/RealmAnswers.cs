using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Protocol;
using TokenBridge.Rules.Provisioning.Realm.Reading;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Puts together, out of many answers, what a realm export would hold; without users, and without any secret.</summary>
internal sealed class RealmAnswers(AdminApi api, CancellationToken cancellationToken)
{
    /// <summary>Of the client realm-management: the realm, its flows, key providers, realm roles.</summary>
    private const string ViewRealm = "view-realm";

    /// <summary>Clients, client scopes, and the roles of both.</summary>
    private const string ViewClients = "view-clients";

    /// <summary>Keycloak shows all groups to nobody who has less; query-groups alone shows none.</summary>
    private const string ViewUsers = "view-users";

    private const string Keys = "org.keycloak.keys.KeyProvider";

    private const string Profiles = "org.keycloak.userprofile.UserProfileProvider";

    private readonly RealmPages _pages = new(api, cancellationToken);

    /// <param name="saveFile">Where it is written too; null for nowhere.</param>
    public async Task<Result<KeycloakRealm, Diagnosis>> ReadAsync(string? saveFile)
    {
        await api.LogInAsync(cancellationToken);
        var realm = SavedRealm.WithoutSecrets(await AssembleAsync());
        return api.Fault is { } fault ? fault
            : !RealmReader.Read(JsonSerializer.SerializeToElement(realm)).TryGet(out var read, out var unread)
                ? Diagnosis.Fault("realm", $"what Keycloak answered is not as expected: {unread}", "use --export with a realm export, and report this")
            : saveFile is not null && await SavedRealm.WriteAsync(realm, saveFile, cancellationToken) is { } unwritten ? unwritten
            : read;
    }

    private async Task<JsonObject> AssembleAsync()
    {
        var realm = await api.ReadAsync("", ViewRealm, cancellationToken) as JsonObject ?? [];
        var clients = await _pages.AllAsync("/clients?", ViewClients);
        var scopes = await _pages.ListAsync("/client-scopes", ViewClients);
        var mappings = new ScopeMappings();
        foreach (var client in clients)
        {
            // What every client of Keycloak's own has is of no interest here, and each costs a request.
            if (client["fullScopeAllowed"]?.GetValueKind() == JsonValueKind.False)
            {
                mappings.Add("client", client["clientId"], await api.ReadAsync($"/clients/{client["id"]}/scope-mappings", ViewClients, cancellationToken));
            }
        }

        foreach (var scope in scopes)
        {
            mappings.Add("clientScope", scope["name"], await api.ReadAsync($"/client-scopes/{scope["id"]}/scope-mappings", ViewClients, cancellationToken));
        }

        realm["roles"] = new JsonObject { ["realm"] = List(await _pages.AllAsync("/roles?", ViewRealm)), ["client"] = await ClientRolesAsync(clients) };
        realm["clients"] = List(clients);
        realm["clientScopes"] = List(scopes);
        realm["scopeMappings"] = mappings.Realm;
        realm["clientScopeMappings"] = mappings.Clients;
        realm["groups"] = List(await GroupsAsync());
        realm["authenticationFlows"] = await FlowsAsync();
        realm["components"] = new JsonObject
        {
            [Keys] = List(await _pages.ListAsync($"/components?type={Keys}", ViewRealm)),
            [Profiles] = await ProfileAsync(),
        };
        return realm;
    }

    /// <summary>Who has query-groups alone is shown an empty list, as if there were none; the count tells.</summary>
    private async Task<IReadOnlyList<JsonObject>> GroupsAsync()
    {
        var groups = await _pages.GroupsAsync(ViewUsers);
        if (groups.Count == 0 && await api.ReadAsync("/groups/count", ViewUsers, cancellationToken) is JsonObject answer
            && answer["count"] is JsonValue value && value.TryGetValue<long>(out var count) && count > 0)
        {
            api.ReportHidden("/groups", $"shows none of {count} groups", ViewUsers);
        }

        return groups;
    }

    private async Task<JsonObject> ClientRolesAsync(IReadOnlyList<JsonObject> clients)
    {
        var roles = new JsonObject();
        foreach (var client in clients)
        {
            roles[$"{client["clientId"]}"] = List(await _pages.AllAsync($"/clients/{client["id"]}/roles?", ViewClients));
        }

        return roles;
    }

    /// <summary>Each flow with everything below it in one list, as Keycloak answers.</summary>
    private async Task<JsonArray> FlowsAsync()
    {
        var flows = new JsonArray();
        foreach (var flow in await _pages.ListAsync("/authentication/flows", ViewRealm))
        {
            var executions = await _pages.ListAsync($"/authentication/flows/{Uri.EscapeDataString($"{flow["alias"]}")}/executions", ViewRealm);
            flows.Add(new JsonObject
            {
                ["authenticationExecutions"] = new JsonArray([.. executions.Select(execution => new JsonObject
                {
                    ["authenticator"] = $"{execution["providerId"]}",
                    ["requirement"] = $"{execution["requirement"]}",
                })]),
            });
        }

        return flows;
    }

    private async Task<JsonArray> ProfileAsync() =>
        await api.ReadAsync("/users/profile", ViewRealm, cancellationToken) is { } profile
            ? [new JsonObject { ["config"] = new JsonObject { ["kc.user.profile.config"] = new JsonArray(profile.ToJsonString()) } }]
            : [];

    private static JsonArray List(IEnumerable<JsonObject> items) => [.. items];
}
