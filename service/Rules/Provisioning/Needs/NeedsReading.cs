using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>Reads rules one after the other and sums up what they need.</summary>
internal sealed class NeedsReading
{
    /// <summary>What Keycloak's client scope <c>service_account</c> puts into a machine's token, and into no person's.</summary>
    private const string MachineClaim = "/client_id";

    private readonly NeedsNotes _notes = new();

    public void Read(CompiledRule rule)
    {
        rule.When.Accept(new RuleNeeds(rule.Id, _notes));
        if (rule.Grant is not { } grant)
        {
            return;
        }

        foreach (var template in GrantTexts.Of(grant))
        {
            foreach (var source in template.Parts.Select(part => part.Source).OfType<ClaimSource>())
            {
                _notes.TakeOne(source, rule.Id);
            }
        }

        foreach (var joined in grant.Tags.OfType<TagTemplate.Joined>())
        {
            _notes.TakeList(joined.Source, rule.Id);
        }

        foreach (var acr in grant.Require?.Acr ?? [])
        {
            _notes.Acr.Add(acr, rule.Id);
        }

        if (grant.Require?.MaxAge is not null)
        {
            _notes.AuthTime.Add("auth_time", rule.Id);
        }
    }

    /// <param name="declared">What the files call each place.</param>
    public TokenNeeds Sum(IReadOnlyList<NamedClaim> declared)
    {
        var names = declared.ToLookup(claim => (claim.Source as ClaimSource.Payload)?.Pointer.Text, claim => claim.Name, StringComparer.Ordinal);
        var claims = _notes.Claims.Sum((pointer, rules) => _notes.Claim(pointer, rules) with
        {
            Names = [.. names[pointer].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        });
        var machineRules = claims.FirstOrDefault(claim => claim.Pointer.Text == MachineClaim)?.Rules ?? [];
        var clients = _notes.Clients.Sum((text, rules) => new TextNeed(text, rules));
        return new TokenNeeds
        {
            Groups = _notes.Groups.Sum((text, rules) => new TextNeed(text, rules)),
            RealmRoles = _notes.RealmRoles.Sum((role, rules) => new RoleNeed(role.Client, role.Role, role.Pattern, rules)),
            ClientRoles = _notes.ClientRoles.Sum((role, rules) => new RoleNeed(role.Client, role.Role, role.Pattern, rules)),
            Organizations = _notes.Organizations.Sum((text, rules) => new TextNeed(text, rules)),
            Claims = claims,
            Acr = _notes.Acr.Sum((text, rules) => new TextNeed(text, rules)),
            AuthTime = _notes.AuthTime.Sum((_, rules) => rules) is [var found] ? found : [],
            Issuers = _notes.Issuers.Sum((text, rules) => new TextNeed(text, rules)),
            Clients = clients,
            Machines = [.. clients.Where(client => client.Rules.Intersect(machineRules, StringComparer.Ordinal).Any())],
        };
    }
}
