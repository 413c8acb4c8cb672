using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether roles that rules ask for are there, can be seen, and are nobody's but those who were given them.</summary>
internal static class RoleReview
{
    public static IEnumerable<RealmFinding> Of(RealmScene scene) =>
        [.. scene.Demands.Roles.Select(role => Of(scene, role)).OfType<RealmFinding>(), .. scene.Demands.Roles.Count == 0 ? [] : scene.Mappers.Select(Forgery).OfType<RealmFinding>()];

    private static RealmFinding? Of(RealmScene scene, RoleDemand role)
    {
        var kind = role.Client is null ? RealmMapper.RealmRoles : RealmMapper.ClientRoles;
        var claim = role.Client is null ? "realm_access" : "resource_access";
        return !role.IsIn(scene.Realm)
                ? new(RealmFindingKinds.RoleMissing, role.Name, $"is not in this realm; {RealmScene.Rules(role.Rules)} ask for it")
            : scene.Clients.Count > 0 && !scene.Clients.Any(client => client.Shows(role) && client.All.Any(placed => placed.Mapper.Type == kind && placed.Mapper.WritesInto(claim)))
                ? new(RealmFindingKinds.RoleOutOfScope, role.Name, $"no client has it in its scope and a mapper for it; {RealmScene.Rules(role.Rules)} ask for it")
                : null;
    }

    private static RealmFinding? Forgery(PlacedMapper placed) => placed.Mapper switch
    {
        { Type: RealmMapper.HardcodedRole } mapper => new(RealmFindingKinds.RoleForged, placed.Where, $"gives everybody the role {SafeText.Quote(mapper.Text("role") ?? "")}"),
        { Type: RealmMapper.RoleName } mapper => new(
            RealmFindingKinds.RoleForged, placed.Where, $"calls the role {SafeText.Quote(mapper.Text("role") ?? "")} {SafeText.Quote(mapper.Text("new.role.name") ?? "")}"),
        { Path: ["realm_access" or "resource_access", ..], Type: not (RealmMapper.RealmRoles or RealmMapper.ClientRoles) } mapper => new(
            RealmFindingKinds.RoleForged, placed.Where, $"a mapper of type {SafeText.OneLine(mapper.Type)} writes into {mapper.Path[0]}"),
        _ => null,
    };
}
