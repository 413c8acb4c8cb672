using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Realm.Findings;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether organizations in tokens are those that people belong to.</summary>
internal static class OrganizationReview
{
    public static IEnumerable<RealmFinding> Of(RealmScene scene) =>
        scene.Demands.OrganizationRules.Count == 0 ? [] : [.. Off(scene), .. Missing(scene), .. scene.Mappers.SelectMany(OfMapper)];

    private static IEnumerable<RealmFinding> Off(RealmScene scene)
    {
        if (!scene.Realm.HasOrganizations)
        {
            yield return new(RealmFindingKinds.OrganizationsOff, $"realm {scene.Realm.Name}", $"{RealmScene.Rules(scene.Demands.OrganizationRules)} look at them");
        }
    }

    private static IEnumerable<RealmFinding> Missing(RealmScene scene) =>
        scene.PeopleClients
            .Where(client => !client.All.Any(placed => placed.Mapper is { Type: RealmMapper.Organizations, Path: [OrganizationClaim.Name] }))
            .Select(client => new RealmFinding(RealmFindingKinds.OrganizationsMissing, client.Where, $"no mapper writes membership into {OrganizationClaim.Name}; {RealmScene.Rules(scene.Demands.OrganizationRules)} look at it"));

    private static IEnumerable<RealmFinding> OfMapper(PlacedMapper placed)
    {
        var mapper = placed.Mapper;
        if (mapper.WritesInto(OrganizationClaim.Name) && mapper.Type != RealmMapper.Organizations)
        {
            yield return new(RealmFindingKinds.OrganizationsWrittenOtherwise, placed.Where, $"a mapper of type {SafeText.OneLine(mapper.Type)} writes into {OrganizationClaim.Name}");
        }
        else if (mapper.WritesInto(OrganizationClaim.Name) && !mapper.HasManyOrganizations)
        {
            yield return new(RealmFindingKinds.OrganizationsSingle, placed.Where, "Multivalued is off");
        }
    }
}
