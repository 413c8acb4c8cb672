using System.Globalization;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>What no file can do for a realm, told to whoever provisions it.</summary>
internal static class ProvisionNotes
{
    public static IEnumerable<string> Of(TokenNeeds needs, ClaimMappers claims, IReadOnlyList<AuthenticationLevel> levels, RealmRequest request)
    {
        foreach (var level in levels)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"acr {SafeText.Quote(level.Acr)} is level {level.Level}: the browser flow needs a conditional sub flow that reaches it, which nothing here writes (rule {SafeText.QuoteList(level.Rules)}); mapper-config/keycloak/realm.json has one");
        }

        foreach (var role in needs.RealmRoles.Concat(needs.ClientRoles).Where(role => role.Role is null || (role.Client is null && role.Pattern.Contains('/', StringComparison.Ordinal))))
        {
            yield return $"{SafeText.Quote(role.Pattern)} is a pattern over roles: map the roles that it means into the clients' scope yourself (rule {SafeText.QuoteList(role.Rules)})";
        }

        string[] organizations = [.. needs.Organizations.SelectMany(need => need.Rules).Concat(claims.Memberships.GetValueOrDefault(OrganizationClaim.Name, [])).Distinct(StringComparer.Ordinal)];
        if (organizations.Length > 0)
        {
            yield return $"rules ask for organizations: switch Organizations on in the realm's settings (rule {SafeText.QuoteList(organizations)})";
            yield return $"the login asks for organizations: scope={RealmProvision.ScopeName}:* for all of a person's where the mapper stands in the client scope {RealmProvision.ScopeName}, scope=organization:* where it stands on the client, "
                + "and never both: of two scopes with such a mapper Keycloak heeds now one and now the other";
        }

        foreach (var claim in needs.Claims.Where(claim => claim.IsJoinedToo))
        {
            yield return $"{SafeText.Quote(claim.Pointer.Text)} is joined by one rule and taken as one value by another: its mapper gives one value (rule {SafeText.QuoteList(claim.Rules)})";
        }

        foreach (var attribute in claims.BuiltIn.Where(attribute => attribute != "emailVerified"))
        {
            yield return $"rules read the user's {attribute}: the user profile lets administrators alone edit it";
        }

        foreach (var client in needs.Clients.Where(client => client.Text != request.Client && !needs.Machines.Any(machine => machine.Text == client.Text)))
        {
            yield return $"rules name the client {SafeText.Quote(client.Text)}: give it the client scope too, or run this again with --client {SafeText.Quote(client.Text)} (rule {SafeText.QuoteList(client.Rules)})";
        }
    }
}
