using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether groups in tokens are the groups that people are in.</summary>
internal static class GroupReview
{
    private const string Claim = "groups";

    public static IEnumerable<RealmFinding> Of(RealmScene scene) =>
        scene.Demands.GroupRules.Count == 0 ? [] : [.. Missing(scene), .. scene.Mappers.SelectMany(placed => OfMapper(scene, placed)), .. Names(scene.Realm)];

    private static IEnumerable<RealmFinding> Missing(RealmScene scene) =>
        scene.PeopleClients
            .Where(client => !client.All.Any(placed => IsGroups(placed.Mapper) && placed.Mapper.Type == RealmMapper.Groups))
            .Select(client => new RealmFinding(RealmFindingKinds.GroupsMissing, client.Where, $"no mapper writes group membership into {Claim}; {RealmScene.Rules(scene.Demands.GroupRules)} look at it"));

    private static IEnumerable<RealmFinding> OfMapper(RealmScene scene, PlacedMapper placed)
    {
        var mapper = placed.Mapper;
        if (!mapper.WritesInto(Claim))
        {
            yield break;
        }

        if (mapper.Type == RealmMapper.Groups)
        {
            if (!mapper.HasFullPath)
            {
                yield return new(RealmFindingKinds.GroupsWithoutPath, placed.Where, "Full group path is off");
            }
        }
        else if (mapper.Type != RealmMapper.RealmRoles)
        {
            yield return new(RealmFindingKinds.GroupsWrittenOtherwise, placed.Where, $"a mapper of type {SafeText.OneLine(mapper.Type)} writes into {Claim}");
        }
        else if (scene.Realm.Roles.Where(role => role.StartsWith('/')).Order(StringComparer.Ordinal).FirstOrDefault() is { } role)
        {
            // Without a slash in front a role grants nothing here: the scope microprofile-jwt, which every client has, does no harm by itself.
            yield return new(RealmFindingKinds.GroupsWrittenOtherwise, placed.Where, $"realm roles are written into {Claim}, and the role {SafeText.Quote(role)} looks like a group");
        }
    }

    private static IEnumerable<RealmFinding> Names(KeycloakRealm realm)
    {
        foreach (var group in realm.Groups)
        {
            if (group.Name.Contains('/', StringComparison.Ordinal))
            {
                yield return new(RealmFindingKinds.GroupNameSlash, $"group {SafeText.Quote(group.Name)}", $"its members' tokens say {SafeText.Quote(group.Path)}");
            }

            if (group.Name.Contains('~', StringComparison.Ordinal))
            {
                yield return new(RealmFindingKinds.GroupNameTilde, $"group {SafeText.Quote(group.Name)}", $"its path {SafeText.Quote(group.Path)} never counts");
            }
        }
    }

    private static bool IsGroups(RealmMapper mapper) => mapper.Path is [Claim];
}
