using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>From what rules need to what a realm must have. What Keycloak would refuse or fail at is a fault here, before anything is written.</summary>
internal static class RealmProvisioning
{
    /// <returns>The whole, or every reason why there is none.</returns>
    public static Result<RealmProvision, IReadOnlyList<string>> Of(RuleSet rules, RealmRequest request)
    {
        var needs = TokenNeeds.Of(rules);
        var claims = new ClaimMappers();
        foreach (var claim in needs.Claims.Where(claim => !IsOfLogin(claim, needs)))
        {
            claims.Add(claim);
        }

        var levels = AuthenticationLevels.Of(needs, request.Levels, out var levelFaults);
        List<string> faults = [.. request.Faults(), .. claims.Faults, .. levelFaults, .. NameFaults(needs, request)];
        if (faults.Count > 0)
        {
            return faults;
        }

        return new RealmProvision
        {
            Audience = request.Audience,
            Client = request.Client,
            Mappers =
            [
                KeycloakMapper.Of($"audience {request.Audience}", "oidc-audience-mapper", [], ("included.client.audience", request.Audience)),
                KeycloakMapper.Of("sub", "oidc-sub-mapper", []),
                .. LoginMappers(needs),
                .. MembershipMappers.Of(needs, claims.Memberships, claims.InsideOrganizations),
                .. claims.Mappers,
            ],
            Attributes = [.. claims.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)],
            BuiltInAttributes = claims.BuiltIn,
            RealmRoles = [.. needs.RealmRoles.Where(role => role.Role is not null)],
            ClientRoles = [.. needs.ClientRoles.Where(role => role is { Client: not null, Role: not null })],
            Machines = needs.Machines,
            Levels = levels,
            Notes = [.. ProvisionNotes.Of(needs, claims, levels, request)],
        };
    }

    /// <summary>How somebody logged in has mappers of its own where rules require it.</summary>
    private static bool IsOfLogin(ClaimNeed claim, TokenNeeds needs) =>
        (claim.Pointer.Text == "/acr" && needs.Acr.Count > 0) || (claim.Pointer.Text == "/auth_time" && needs.AuthTime.Count > 0);

    private static IEnumerable<KeycloakMapper> LoginMappers(TokenNeeds needs)
    {
        if (needs.Acr.Count > 0)
        {
            string[] rules = [.. needs.Acr.SelectMany(acr => acr.Rules).Distinct(StringComparer.Ordinal)];
            yield return KeycloakMapper.Of("acr", "oidc-acr-mapper", rules);
        }

        if (needs.AuthTime.Count > 0)
        {
            yield return KeycloakMapper.Of(
                "auth_time", "oidc-usersessionmodel-note-mapper", needs.AuthTime, ("user.session.note", "AUTH_TIME"), ("claim.name", "auth_time"), ("jsonType.label", "long"));
        }
    }

    private static IEnumerable<string> NameFaults(TokenNeeds needs, RealmRequest request)
    {
        var names = needs.ClientRoles.SelectMany(role => (IEnumerable<(string What, string? Name, IReadOnlyList<string> Rules)>)[("client", role.Client, role.Rules), ("role", role.Role, role.Rules)])
            .Concat(needs.RealmRoles.Select(role => ("role", role.Role, role.Rules)))
            .Concat(needs.Machines.Select(machine => ("client", (string?)machine.Text, machine.Rules)));
        foreach (var (what, name, rules) in names)
        {
            // Names of mappers hold a client's name and a few words more.
            if (name is not null && (name.Length is 0 or > 200 || !SafeText.IsVisible(name) || name != name.Trim()))
            {
                yield return $"the {what} {SafeText.Quote(name)} is no name that can be given in Keycloak: 1 to 200 visible characters without blanks at its ends (rule {SafeText.QuoteList(rules)})";
            }
        }

        foreach (var machine in needs.Machines.Where(machine => machine.Text == request.Audience || machine.Text == request.Client))
        {
            yield return $"the client {SafeText.Quote(machine.Text)} is a machine to the rules, and cannot be the audience or the client where people log in (rule {SafeText.QuoteList(machine.Rules)})";
        }
    }
}
