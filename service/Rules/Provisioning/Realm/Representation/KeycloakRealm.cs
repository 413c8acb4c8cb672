namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>A realm as far as it decides what stands in access tokens and who can change it. Without users, and without any secret.</summary>
internal sealed class KeycloakRealm
{
    public required string Name { get; init; }

    /// <summary>As the file or the server says it, such as <c>26.7.0</c>; null where it says nothing.</summary>
    public string? Version { get; init; }

    /// <summary>Of access tokens whose client says nothing else.</summary>
    public required TimeSpan AccessTokenLifespan { get; init; }

    /// <summary>How long a login lasts at most, however busy.</summary>
    public required TimeSpan SessionMaxLifespan { get; init; }

    /// <summary>Whether offline sessions end at all, but by disuse.</summary>
    public bool OfflineSessionsEnd { get; init; }

    public bool MayEditUsername { get; init; }

    /// <summary>Of the words that Keycloak has: <c>all</c>, <c>external</c>, <c>none</c>.</summary>
    public required string SslRequired { get; init; }

    /// <summary>Of tokens whose client says nothing else.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>Names of levels of authentication, realm-wide.</summary>
    public IReadOnlySet<string> Levels { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether any authentication flow asks which level was wished for.</summary>
    public bool HasLevelsInFlows { get; init; }

    public IReadOnlyList<RealmGroup> Groups { get; init; } = [];

    /// <summary>Whether organizations are switched on.</summary>
    public bool HasOrganizations { get; init; }

    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlySet<ClientRole> ClientRoles { get; init; } = new HashSet<ClientRole>();

    public IReadOnlyList<RealmClient> Clients { get; init; } = [];

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, RealmScope> Scopes { get; init; } = new Dictionary<string, RealmScope>(StringComparer.Ordinal);

    public required UserProfile Profile { get; init; }

    /// <summary>Keys that can sign; null where the file says nothing of them, and Keycloak makes its own.</summary>
    public IReadOnlyList<RealmKey>? Keys { get; init; }
}

/// <summary>A role that one client has.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Role">Its name there.</param>
internal sealed record ClientRole(string Client, string Role);

/// <summary>A group; its path is what tokens hold.</summary>
/// <param name="Name">Of the group alone; a slash in it looks like another path.</param>
/// <param name="Path">From the top, names joined by slashes as Keycloak joins them.</param>
internal sealed record RealmGroup(string Name, string Path);
