using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>Reads one realm: a realm export, an import file, or what the admin REST API says, put together in the same shape.</summary>
internal static class RealmReader
{
    /// <summary>A realm with 20,000 users in its file has about as many bytes; the review needs none of them.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Groups, clients, scopes and mappers, all told.</summary>
    private const int MostFaults = 10;

    /// <returns>The realm, or what is wrong with the text: places and types, never values.</returns>
    public static Result<KeycloakRealm, string> Read(ReadOnlySpan<byte> utf8) =>
        utf8.Length > MostBytes ? $"it is longer than {MostBytes / 1024 / 1024} MiB; export the realm without its users"
        : !StrictJson.Parse(utf8).TryGet(out var document, out var fault) ? $"{fault}; one realm's export is one JSON object"
        : Read(document);

    public static Result<KeycloakRealm, string> Read(JsonElement document)
    {
        List<string> faults = [];
        var root = new RealmNode(document, "", faults);
        if (!root.Has("realm"))
        {
            return "it has no member realm: that is no realm export";
        }

        var realm = Read(root, faults);
        return faults.Count == 0 ? realm
            : string.Join("; ", faults.Take(MostFaults)) + (faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "");
    }

    private static KeycloakRealm Read(RealmNode root, List<string> faults)
    {
        var attributes = root.Settings("attributes");
        var roles = root.Object("roles");
        var scoping = new RoleScopeReader(root);
        return new KeycloakRealm
        {
            Name = root.RequiredText("realm"),
            Version = root.Text("keycloakVersion"),
            AccessTokenLifespan = root.Seconds("accessTokenLifespan") ?? TimeSpan.FromMinutes(5),
            SessionMaxLifespan = root.Seconds("ssoSessionMaxLifespan") ?? TimeSpan.FromHours(10),
            OfflineSessionsEnd = root.Flag("offlineSessionMaxLifespanEnabled") ?? false,
            MayEditUsername = root.Flag("editUsernameAllowed") ?? false,
            SslRequired = root.Text("sslRequired") ?? "external",
            SignatureAlgorithm = root.Text("defaultSignatureAlgorithm") is { Length: > 0 } algorithm ? algorithm : "RS256",
            Levels = LevelReader.Names(attributes.GetValueOrDefault("acr.loa.map"), "attributes.acr.loa.map", faults),
            HasLevelsInFlows = root.Objects("authenticationFlows").SelectMany(flow => flow.Objects("authenticationExecutions"))
                .Any(execution => execution.Text("authenticator") == "conditional-level-of-authentication" && execution.Text("requirement") != "DISABLED"),
            Groups = [.. root.Objects("groups").SelectMany(group => ReadGroups(group, ""))],
            HasOrganizations = root.Flag("organizationsEnabled") ?? false,
            Roles = roles.Objects("realm").Select(role => role.RequiredText("name")).ToHashSet(StringComparer.Ordinal),
            ClientRoles = ClientRoles(roles.Object("client")),
            Clients = new ClientReader(root, scoping, faults).ReadAll(),
            Scopes = Scopes(root, scoping),
            Profile = UserProfileReader.Read(root, faults),
            Keys = KeyReader.Read(root),
        };
    }

    /// <summary>Children come after their parent. Names are joined as Keycloak joins them unless told otherwise: as they are.</summary>
    private static IEnumerable<RealmGroup> ReadGroups(RealmNode node, string parent)
    {
        var name = node.RequiredText("name");
        var group = new RealmGroup(name, $"{parent}/{name}");
        return node.Objects("subGroups").SelectMany(child => ReadGroups(child, group.Path)).Prepend(group);
    }

    private static HashSet<ClientRole> ClientRoles(RealmNode clients) =>
        [.. clients.Names().SelectMany(client => clients.Objects(client).Select(role => new ClientRole(client, role.RequiredText("name"))))];

    /// <summary>A file without any gets Keycloak's own.</summary>
    private static IReadOnlyDictionary<string, RealmScope> Scopes(RealmNode root, RoleScopeReader scoping)
    {
        if (!root.Has("clientScopes"))
        {
            return BuiltInScopes.All;
        }

        var scopes = new Dictionary<string, RealmScope>(StringComparer.Ordinal);
        foreach (var node in root.Objects("clientScopes"))
        {
            var name = node.RequiredText("name");
            scopes[name] = new RealmScope(name, MapperReader.ReadAll(node), scoping.OfScope(name));
        }

        return scopes;
    }
}
