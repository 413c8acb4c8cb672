using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Demands;

/// <summary>What the service and its rules want of a realm's tokens.</summary>
internal sealed class RealmDemands
{
    /// <summary>One of them must be in <c>aud</c>.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Clients whose tokens are taken; null for all.</summary>
    public IReadOnlyList<string>? Clients { get; init; }

    /// <summary>Signatures that are taken.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    /// <summary>Tokens that live longer are refused.</summary>
    public required TimeSpan MaxTokenLifetime { get; init; }

    /// <summary>Rules that look at groups; none where nobody does.</summary>
    public IReadOnlyList<string> GroupRules { get; init; } = [];

    /// <summary>Rules that look at organizations; none where nobody does.</summary>
    public IReadOnlyList<string> OrganizationRules { get; init; } = [];

    /// <summary>Rules that want a fresh login.</summary>
    public IReadOnlyList<string> FreshLoginRules { get; init; } = [];

    /// <summary>Beside groups, roles and what every token has.</summary>
    public IReadOnlyList<ClaimDemand> Claims { get; init; } = [];

    public IReadOnlyList<RoleDemand> Roles { get; init; } = [];

    public IReadOnlyList<LevelDemand> Levels { get; init; } = [];
}

/// <summary>A claim that rules read.</summary>
/// <param name="Path">Its place, from the outside in.</param>
/// <param name="Form">What the rules can do with.</param>
/// <param name="Rules">Which ones.</param>
internal sealed record ClaimDemand(IReadOnlyList<string> Path, ClaimForm Form, IReadOnlyList<string> Rules)
{
    public string Name => string.Join('.', Path);
}

internal enum ClaimForm
{
    /// <summary>Either will do: it is only compared.</summary>
    Any,

    /// <summary>It is written into a name or a tag.</summary>
    One,

    /// <summary>Its values are joined.</summary>
    List,
}

/// <summary>A role that rules ask for by its whole name.</summary>
/// <param name="Client">Whose; null for a realm role.</param>
/// <param name="Role">Its name.</param>
/// <param name="Rules">Which ones.</param>
internal sealed record RoleDemand(string? Client, string Role, IReadOnlyList<string> Rules)
{
    public string Name => Client is null ? $"realm role {Role}" : $"role {Role} of client {Client}";

    public bool IsIn(KeycloakRealm realm) => Client is null ? realm.Roles.Contains(Role) : realm.ClientRoles.Contains(new ClientRole(Client, Role));

    public bool IsIn(RoleScope scope) => Client is null ? scope.RealmRoles.Contains(Role) : scope.ClientRoles.Contains(new ClientRole(Client, Role));
}

/// <summary>A login that rules require.</summary>
/// <param name="Acr">Any of them will do.</param>
/// <param name="Rules">Which ones.</param>
internal sealed record LevelDemand(IReadOnlyList<string> Acr, IReadOnlyList<string> Rules);
