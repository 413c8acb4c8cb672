using System.Globalization;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>What no file can do for a realm, told to whoever provisions it.</summary>
internal static class ProvisionNotes
{
    public static IEnumerable<string> Of(TokenNeeds needs, IReadOnlySet<string> builtIn, IReadOnlyList<AuthenticationLevel> levels, RealmRequest request)
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

        foreach (var claim in needs.Claims.Where(claim => claim.IsJoinedToo))
        {
            yield return $"{SafeText.Quote(claim.Pointer.Text)} is joined by one rule and taken as one value by another: its mapper gives one value (rule {SafeText.QuoteList(claim.Rules)})";
        }

        foreach (var attribute in builtIn.Where(attribute => attribute != "emailVerified"))
        {
            yield return $"rules read the user's {attribute}: the user profile lets administrators alone edit it";
        }

        foreach (var client in needs.Clients.Where(client => client.Text != request.Client && !needs.Machines.Any(machine => machine.Text == client.Text)))
        {
            yield return $"rules name the client {SafeText.Quote(client.Text)}: give it the client scope too, or run this again with --client {SafeText.Quote(client.Text)} (rule {SafeText.QuoteList(client.Rules)})";
        }
    }
}
