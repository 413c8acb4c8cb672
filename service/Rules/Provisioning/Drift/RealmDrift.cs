using TokenBridge.Rules.Provisioning.Needs;
using TokenBridge.Rules.Provisioning.Realm.Demands;
using TokenBridge.Rules.Provisioning.Realm.Findings;
using TokenBridge.Rules.Provisioning.Realm.Representation;
using TokenBridge.Rules.Provisioning.Realm.Review;

namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>A realm beside what <c>provision keycloak</c> would write for the same rules; what else may be wrong with it is a matter of <c>doctor</c>.</summary>
internal static class RealmDrift
{
    private static readonly HashSet<RealmFindingKind> Provisioned =
    [
        RealmFindingKinds.AudienceMissing, RealmFindingKinds.ClientMissing, RealmFindingKinds.ClientLacksAudience, RealmFindingKinds.SubjectMissing,
        RealmFindingKinds.GroupsMissing, RealmFindingKinds.GroupsWithoutPath, RealmFindingKinds.GroupsWrittenOtherwise,
        RealmFindingKinds.OrganizationsOff, RealmFindingKinds.OrganizationsMissing, RealmFindingKinds.OrganizationsSingle, RealmFindingKinds.OrganizationsWrittenOtherwise,
        RealmFindingKinds.ClaimMissing, RealmFindingKinds.ClaimIsList, RealmFindingKinds.ClaimIsSingle, RealmFindingKinds.ClaimIsJson,
        RealmFindingKinds.AttributeEditable, RealmFindingKinds.AttributeUnmanaged, RealmFindingKinds.AttributeUndeclared,
        RealmFindingKinds.RoleMissing, RealmFindingKinds.RoleOutOfScope,
        RealmFindingKinds.LevelUnknown, RealmFindingKinds.LevelWithoutFlow, RealmFindingKinds.LevelNotInToken,
    ];

    /// <param name="realm">As it is.</param>
    /// <param name="needs">Of the rules.</param>
    /// <param name="audience">Of the service.</param>
    /// <param name="clients">Whose tokens it takes; null for all.</param>
    public static IReadOnlyList<Difference> Of(KeycloakRealm realm, TokenNeeds needs, string audience, IReadOnlyList<string>? clients)
    {
        var demands = DemandReading.Of(needs, new ServiceDemands([audience], clients, [], TimeSpan.MaxValue));
        return [.. RealmReview.Of(realm, demands).Where(finding => Provisioned.Contains(finding.Kind))
            .Select(finding => new Difference($"realm {realm.Name}, {finding.Where}", finding.Kind.Code, finding.Kind.Fix, finding.Text))];
    }
}
