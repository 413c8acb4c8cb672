using TokenBridge.Rules.Provisioning.Realm.Demands;
using TokenBridge.Rules.Provisioning.Realm.Findings;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Looks over a realm for what refuses callers, and for what lets somebody pass for another. Pure.</summary>
internal static class RealmReview
{
    /// <returns>Each thing once, in the order of <see cref="RealmFindingKinds.All"/> and then by where it is.</returns>
    public static IReadOnlyList<RealmFinding> Of(KeycloakRealm realm, RealmDemands demands)
    {
        var clients = realm.Clients.Where(client => client.GetsTokens && demands.Clients?.Contains(client.Id, StringComparer.Ordinal) is not false)
            .Select(client => new TokenClient(realm, client))
            .ToList();

        // A lightweight token names no audience: whether the client would reach it otherwise is what counts.
        var scene = new RealmScene(realm, demands, [.. clients.Where(client => demands.Audiences.Any(client.Reaches))]);
        IEnumerable<RealmFinding> findings =
        [
            .. AudienceReview.Of(scene, clients),
            .. GroupReview.Of(scene),
            .. OrganizationReview.Of(scene),
            .. ClaimReview.Of(scene),
            .. AttributeReview.Of(scene),
            .. RoleReview.Of(scene),
            .. LevelReview.Of(scene),
            .. MapperReview.Of(scene),
            .. ClientReview.Of(scene),
            .. LifespanReview.Of(scene),
            .. KeyReview.Of(scene),
        ];
        var byKind = findings.Distinct().ToLookup(finding => finding.Kind);
        return [.. RealmFindingKinds.All.SelectMany(kind => byKind[kind].OrderBy(finding => finding.Where, StringComparer.Ordinal).ThenBy(finding => finding.Text, StringComparer.Ordinal))];
    }
}

/// <summary>What every part of the review looks at.</summary>
/// <param name="Realm">As it was read.</param>
/// <param name="Demands">Of the service and its rules.</param>
/// <param name="Clients">Whose tokens the service takes.</param>
internal sealed record RealmScene(KeycloakRealm Realm, RealmDemands Demands, IReadOnlyList<TokenClient> Clients)
{
    /// <summary>Those at which people log in.</summary>
    public IEnumerable<TokenClient> PeopleClients => Clients.Where(client => client.Client.LetsPeopleIn);

    /// <summary>Mappers that several clients share are one thing to mend.</summary>
    public IEnumerable<PlacedMapper> Mappers => Clients.SelectMany(client => client.All).Distinct();

    public static string Rules(IReadOnlyList<string> rules) =>
        $"{(rules.Count == 1 ? "rule" : "rules")} {string.Join(", ", rules.Take(5))}{(rules.Count > 5 ? $" and {rules.Count - 5} more" : "")}";
}
