using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>Everything in a realm that a set of rules needs; how it gets there is each writer's.</summary>
internal sealed record RealmProvision
{
    /// <summary>Of the client scope.</summary>
    public const string ScopeName = "tokenbridge";

    public const string ScopeDescription = "What TokenBridge's rules read of an access token. Written by tokenbridge provision keycloak.";

    public required string Audience { get; init; }

    public required string Client { get; init; }

    public required IReadOnlyList<KeycloakMapper> Mappers { get; init; }

    /// <summary>Ordinal by name.</summary>
    public required IReadOnlyList<ProfileAttribute> Attributes { get; init; }

    /// <summary>Attributes of Keycloak's own that rules read, and that only administrators should edit therefore.</summary>
    public required IReadOnlySet<string> BuiltInAttributes { get; init; }

    /// <summary>Roles that rules name whole.</summary>
    public required IReadOnlyList<RoleNeed> RealmRoles { get; init; }

    /// <summary>Roles that rules name whole, with their client.</summary>
    public required IReadOnlyList<RoleNeed> ClientRoles { get; init; }

    public required IReadOnlyList<TextNeed> Machines { get; init; }

    public required IReadOnlyList<AuthenticationLevel> Levels { get; init; }

    /// <summary>What a person has to do or to know; each one line.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Clients that have roles, each with its roles.</summary>
    public IEnumerable<IGrouping<string, RoleNeed>> RoleOwners => ClientRoles.GroupBy(role => role.Client!, StringComparer.Ordinal);
}
