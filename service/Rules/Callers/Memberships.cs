using System.Collections.ObjectModel;
using System.Text.Json;
using TokenBridge.Protocol;

namespace TokenBridge.Rules.Callers;

/// <summary>The group and role lists of a Keycloak token. One of the wrong shape refuses the token before any rule is asked.</summary>
internal readonly record struct Memberships(
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> RealmRoles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ClientRoles)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoClientRoles =
        ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    public static Result<Memberships, ClaimFault> Read(JsonElement payload)
    {
        if (!StringList.TryRead(payload, "groups", out var groups))
        {
            return ClaimFault.Malformed("groups is no array of strings");
        }

        if (!TryGetObject(payload, "realm_access", out var realmAccess) || !TryReadRoles(realmAccess, out var realmRoles))
        {
            return ClaimFault.Malformed("realm_access.roles is no array of strings");
        }

        if (!TryGetObject(payload, "resource_access", out var clients) || !TryReadClients(clients, out var clientRoles))
        {
            return ClaimFault.Malformed("resource_access.*.roles is not everywhere an array of strings");
        }

        return new Memberships(groups, realmRoles, clientRoles);
    }

    private static bool TryReadClients(JsonElement? clients, out IReadOnlyDictionary<string, IReadOnlyList<string>> roles)
    {
        roles = NoClientRoles;
        if (clients is null)
        {
            return true;
        }

        var byClient = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var client in clients.Value.EnumerateObject())
        {
            if (client.Value.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            if (client.Value.ValueKind is not JsonValueKind.Object || !TryReadRoles(client.Value, out var ofClient))
            {
                return false;
            }

            byClient.Add(client.Name, ofClient);
        }

        roles = byClient;
        return true;
    }

    private static bool TryReadRoles(JsonElement? access, out IReadOnlyList<string> roles)
    {
        roles = [];
        return access is not { } value || StringList.TryRead(value, "roles", out roles);
    }

    private static bool TryGetObject(JsonElement payload, string claim, out JsonElement? value)
    {
        value = payload.TryGetProperty(claim, out var found) && found.ValueKind is not JsonValueKind.Null ? found : null;
        return value is null or { ValueKind: JsonValueKind.Object };
    }
}
