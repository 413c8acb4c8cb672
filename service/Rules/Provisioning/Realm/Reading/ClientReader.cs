using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>The clients that speak OpenID Connect.</summary>
internal sealed class ClientReader(RealmNode root, RoleScopeReader scoping, List<string> faults)
{
    public IReadOnlyList<RealmClient> ReadAll() =>
        [.. root.Objects("clients").Where(client => client.Text("protocol") is null or "openid-connect").Select(Read)];

    private RealmClient Read(RealmNode node)
    {
        var (id, attributes) = (node.RequiredText("clientId"), node.Object("attributes"));
        return new RealmClient
        {
            Id = id,
            IsEnabled = node.Flag("enabled") ?? true,
            IsBearerOnly = node.Flag("bearerOnly") ?? false,
            IsPublic = node.Flag("publicClient") ?? false,
            HasStandardFlow = node.Flag("standardFlowEnabled") ?? true,
            HasImplicitFlow = node.Flag("implicitFlowEnabled") ?? false,
            HasPasswordGrant = node.Flag("directAccessGrantsEnabled") ?? true,
            HasDeviceFlow = attributes.Flag("oauth2.device.authorization.grant.enabled") ?? false,
            HasServiceAccount = node.Flag("serviceAccountsEnabled") ?? false,
            HasFullScope = node.Flag("fullScopeAllowed") ?? true,
            HasLightweightTokens = attributes.Flag("client.use.lightweight.access.token.enabled") ?? false,
            AccessTokenLifespan = attributes.Seconds("access.token.lifespan"),
            SignatureAlgorithm = attributes.Text("access.token.signed.response.alg") is { Length: > 0 } algorithm ? algorithm : null,
            Levels = LevelReader.Names(attributes.Text("acr.loa.map"), $"{node.Place}.attributes.acr.loa.map", faults),
            RedirectUris = node.Texts("redirectUris"),
            Mappers = MapperReader.ReadAll(node),
            DefaultScopes = node.Has("defaultClientScopes") ? node.Texts("defaultClientScopes") : OfRealm("defaultDefaultClientScopes", BuiltInScopes.Default),
            OptionalScopes = node.Has("optionalClientScopes") ? node.Texts("optionalClientScopes") : OfRealm("defaultOptionalClientScopes", BuiltInScopes.Optional),
            RoleScope = scoping.OfClient(id),
        };
    }

    private IReadOnlyList<string> OfRealm(string member, IReadOnlyList<string> builtIn) => root.Has(member) ? root.Texts(member) : builtIn;
}
