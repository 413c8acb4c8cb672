namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>A client of the realm, with everything that works on its access tokens.</summary>
internal sealed record RealmClient
{
    /// <summary>What tokens call <c>azp</c>.</summary>
    public required string Id { get; init; }

    public bool IsEnabled { get; init; }

    public bool IsBearerOnly { get; init; }

    public bool IsPublic { get; init; }

    public bool HasStandardFlow { get; init; }

    public bool HasImplicitFlow { get; init; }

    public bool HasPasswordGrant { get; init; }

    public bool HasDeviceFlow { get; init; }

    public bool HasServiceAccount { get; init; }

    /// <summary>Whether every role of the user is in its tokens, asked for or not.</summary>
    public bool HasFullScope { get; init; }

    public bool HasLightweightTokens { get; init; }

    /// <summary>Null: the realm's.</summary>
    public TimeSpan? AccessTokenLifespan { get; init; }

    /// <summary>Null: the realm's.</summary>
    public string? SignatureAlgorithm { get; init; }

    public IReadOnlySet<string> Levels { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<RealmMapper> Mappers { get; init; } = [];

    /// <summary>Names of the scopes that every token has.</summary>
    public IReadOnlyList<string> DefaultScopes { get; init; } = [];

    /// <summary>Names of the scopes that whoever logs in may ask for.</summary>
    public IReadOnlyList<string> OptionalScopes { get; init; } = [];

    public RoleScope RoleScope { get; init; } = RoleScope.Empty;

    /// <summary>Whether a person can log in here, rather than the client itself only.</summary>
    public bool LetsPeopleIn => HasStandardFlow || HasImplicitFlow || HasPasswordGrant || HasDeviceFlow;

    /// <summary>Whether it gets tokens at all.</summary>
    public bool GetsTokens => IsEnabled && !IsBearerOnly && (LetsPeopleIn || HasServiceAccount);
}

/// <summary>Mappers and role mappings that clients share.</summary>
/// <param name="Name">Also what a client asks for.</param>
/// <param name="Mappers">In the order of the file.</param>
/// <param name="RoleScope">The roles that tokens with this scope may show.</param>
internal sealed record RealmScope(string Name, IReadOnlyList<RealmMapper> Mappers, RoleScope RoleScope);

/// <summary>The roles that a client or a scope lets into tokens of those who have them.</summary>
/// <param name="RealmRoles">By name.</param>
/// <param name="ClientRoles">With whose they are.</param>
internal sealed record RoleScope(IReadOnlySet<string> RealmRoles, IReadOnlySet<ClientRole> ClientRoles)
{
    public static readonly RoleScope Empty = new(new HashSet<string>(StringComparer.Ordinal), new HashSet<ClientRole>());
}
