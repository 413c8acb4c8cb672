using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>Mappers for groups, roles and organizations, where rules ask for any.</summary>
internal static class MembershipMappers
{
    public const string OrganizationKind = "oidc-organization-membership-mapper";

    /// <param name="needs">Of the rules.</param>
    /// <param name="read">What rules read as a claim though memberships fill it, and which rules.</param>
    /// <param name="insideOrganizations">Rules that read more of an organization than its alias.</param>
    public static IEnumerable<KeycloakMapper> Of(TokenNeeds needs, IReadOnlyDictionary<string, IReadOnlyList<string>> read, IReadOnlyList<string> insideOrganizations)
    {
        var organizations = Rules(needs.Organizations.Select(need => need.Rules), read.GetValueOrDefault(OrganizationClaim.Name));
        if (organizations.Count > 0)
        {
            yield return Organizations(organizations, insideOrganizations.Count > 0);
        }

        var groups = Rules(needs.Groups.Select(need => need.Rules), read.GetValueOrDefault("groups"));
        if (groups.Count > 0)
        {
            // Without the full path two teams' scientists would be one group.
            yield return KeycloakMapper.Of("groups", "oidc-group-membership-mapper", groups, ("claim.name", "groups"), ("full.path", "true"));
        }

        var realmRoles = Rules(needs.RealmRoles.Select(need => need.Rules), read.GetValueOrDefault("realm_access"));
        if (realmRoles.Count > 0)
        {
            yield return KeycloakMapper.Of(
                "realm roles", "oidc-usermodel-realm-role-mapper", realmRoles, ("claim.name", "realm_access.roles"), ("jsonType.label", "String"), ("multivalued", "true"));
        }

        var everyClient = Rules(needs.ClientRoles.Where(need => need.Client is null).Select(need => need.Rules), read.GetValueOrDefault("resource_access"));
        if (everyClient.Count > 0)
        {
            yield return ClientRoles("client roles", null, Rules(needs.ClientRoles.Select(need => need.Rules), everyClient));
            yield break;
        }

        foreach (var client in needs.ClientRoles.GroupBy(need => need.Client!, StringComparer.Ordinal).OrderBy(client => client.Key, StringComparer.Ordinal))
        {
            yield return ClientRoles($"client roles {client.Key}", client.Key, Rules(client.Select(need => need.Rules), null));
        }
    }

    /// <summary>Without Multivalued a person of several organizations would be in any one of them.</summary>
    private static KeycloakMapper Organizations(IReadOnlyList<string> rules, bool areObjects)
    {
        (string, string)[] config = [("claim.name", OrganizationClaim.Name), ("jsonType.label", areObjects ? "JSON" : "String"), ("multivalued", "true")];
        return KeycloakMapper.Of(
            "organizations",
            OrganizationKind,
            rules,
            areObjects ? [.. config, ("addOrganizationAttributes", "true"), ("addOrganizationId", "true")] : config);
    }

    private static KeycloakMapper ClientRoles(string name, string? client, IReadOnlyList<string> rules)
    {
        (string, string)[] config = [("claim.name", "resource_access.${client_id}.roles"), ("jsonType.label", "String"), ("multivalued", "true")];
        return KeycloakMapper.Of(
            name, "oidc-usermodel-client-role-mapper", rules, client is null ? config : [("usermodel.clientRoleMapping.clientId", client), .. config]);
    }

    private static IReadOnlyList<string> Rules(IEnumerable<IReadOnlyList<string>> some, IReadOnlyList<string>? others) =>
        [.. some.SelectMany(rules => rules).Concat(others ?? []).Distinct(StringComparer.Ordinal)];
}
