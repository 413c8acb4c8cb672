using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>Which roles may be seen through which client or scope; Keycloak keeps it apart from both.</summary>
internal sealed class RoleScopeReader(RealmNode root)
{
    public RoleScope OfClient(string client) => Of("client", client);

    public RoleScope OfScope(string scope) => Of("clientScope", scope);

    private RoleScope Of(string kind, string name)
    {
        var clients = root.Object("clientScopeMappings");
        return new RoleScope(
            Named(root.Objects("scopeMappings"), kind, name).ToHashSet(StringComparer.Ordinal),
            clients.Names().SelectMany(owner => Named(clients.Objects(owner), kind, name).Select(role => new ClientRole(owner, role))).ToHashSet());
    }

    private static IEnumerable<string> Named(IEnumerable<RealmNode> mappings, string kind, string name) =>
        mappings.Where(mapping => mapping.Text(kind) == name).SelectMany(mapping => mapping.Texts("roles"));
}
