using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>A mapper, and where in Keycloak's console it is found.</summary>
internal sealed record PlacedMapper(RealmMapper Mapper, string Where);

/// <summary>A client with everything that writes into its access tokens.</summary>
internal sealed class TokenClient
{
    private readonly KeycloakRealm _realm;

    public TokenClient(KeycloakRealm realm, RealmClient client)
    {
        (_realm, Client) = (realm, client);
        Always = [.. Own(), .. OfScopes(client.DefaultScopes)];
        All = [.. Always, .. OfScopes(client.OptionalScopes)];
    }

    public RealmClient Client { get; }

    public string Where => $"client {Client.Id}";

    /// <summary>Those at work on every token.</summary>
    public IReadOnlyList<PlacedMapper> Always { get; }

    /// <summary>And those that whoever logs in may ask for.</summary>
    public IReadOnlyList<PlacedMapper> All { get; }

    public string SignatureAlgorithm => Client.SignatureAlgorithm ?? _realm.SignatureAlgorithm;

    public TimeSpan TokenLifespan => Client.AccessTokenLifespan ?? _realm.AccessTokenLifespan;

    /// <summary>A client that names levels has those alone.</summary>
    public IReadOnlySet<string> Levels => Client.Levels.Count > 0 ? Client.Levels : _realm.Levels;

    /// <summary>Whether its tokens can name an audience.</summary>
    public bool Reaches(string audience) => All.Any(placed => placed.Mapper.Type switch
    {
        RealmMapper.Audience => (placed.Mapper.Text("included.client.audience") ?? placed.Mapper.Text("included.custom.audience")) == audience,
        RealmMapper.HardcodedClaim => placed.Mapper.Path is ["aud"] && placed.Mapper.Text("claim.value") is { } value && value.Contains(audience, StringComparison.Ordinal),
        // Whoever has a role of a client has that client as an audience.
        RealmMapper.AudienceResolve => _realm.ClientRoles.Any(role => role.Client == audience && Shows(new RoleDemand(role.Client, role.Role, []))),
        _ => false,
    });

    /// <summary>Whether its tokens show a role to those who have it, as far as scopes go.</summary>
    public bool Shows(RoleDemand role) =>
        Client.HasFullScope || role.IsIn(Client.RoleScope) || role.Client == Client.Id
        || Client.DefaultScopes.Concat(Client.OptionalScopes).Any(name => _realm.Scopes.TryGetValue(name, out var scope) && role.IsIn(scope.RoleScope));

    private IEnumerable<PlacedMapper> Own() => Placed(Client.Mappers, Where);

    private IEnumerable<PlacedMapper> OfScopes(IEnumerable<string> names) =>
        names.SelectMany(name => _realm.Scopes.TryGetValue(name, out var scope) ? Placed(scope.Mappers, $"client scope {name}") : []);

    private static IEnumerable<PlacedMapper> Placed(IEnumerable<RealmMapper> mappers, string owner) =>
        mappers.Where(mapper => mapper.IsInAccessToken).Select(mapper => new PlacedMapper(mapper, $"{owner}, mapper {mapper.Name}"));
}
