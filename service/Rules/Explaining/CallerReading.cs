using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>What the rules saw of one caller: its own groups, roles and organizations, and the claims that they read.</summary>
/// <param name="Caller">Whose token.</param>
/// <param name="Uncounted">Groups that can never give anything; null for none.</param>
/// <param name="Claims">By name, as people read the values.</param>
internal sealed record CallerReading(CallerIdentity Caller, UncountedGroups? Uncounted, IReadOnlyDictionary<string, string> Claims)
{
    public static CallerReading Of(RuleSet rules, CallerIdentity caller)
    {
        var claims = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in rules.Claims.Where(claim => claim.Name is not (BuiltInClaims.Subject or BuiltInClaims.Issuer)).GroupBy(claim => claim.Name, StringComparer.Ordinal))
        {
            // Two files may call two places the same.
            claims.Add(group.Key, string.Join(" or ", group.Select(claim => CallerText.Claim(claim.Source, claim.Source.Read(caller), caller)).Distinct(StringComparer.Ordinal)));
        }

        return new CallerReading(caller, UncountedGroups.Of(caller), claims) { AsksForOrganizations = rules.AsksForOrganizations };
    }

    /// <summary>Whether any rule does.</summary>
    public bool AsksForOrganizations { get; private init; }

    /// <summary>What of the token can never count, and what to change at Keycloak; null where nothing is lost.</summary>
    public string? Note => UncountedMemberships.Text(Uncounted, AsksForOrganizations ? Caller.Organizations : null);

    /// <summary>For programs.</summary>
    public ReadBody ToBody() => new(
        Caller.Groups,
        Uncounted is null ? null : [.. Uncounted.Values.Select(value => new UncountedGroup(value, GroupPath.Flaw(value)!))],
        Caller.RealmRoles,
        Caller.ClientRoles,
        AsksForOrganizations ? Caller.Organizations.Aliases : null,
        Claims,
        Note);
}
