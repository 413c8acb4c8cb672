using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether claims that rules read are in tokens, in the shape in which the rules take them.</summary>
internal static class ClaimReview
{
    public static IEnumerable<RealmFinding> Of(RealmScene scene) =>
        [.. scene.Demands.Claims.SelectMany(claim => Of(scene, claim)), .. scene.Clients.SelectMany(Collisions)];

    /// <summary>Those that write the claim, the object around it, or something within it.</summary>
    public static IEnumerable<PlacedMapper> Writers(RealmScene scene, ClaimDemand claim) =>
        scene.Mappers.Where(placed => placed.Mapper.Path.Count > 0 && IsBeginning(placed.Mapper.Path, claim.Path));

    private static IEnumerable<RealmFinding> Of(RealmScene scene, ClaimDemand claim)
    {
        var writers = Writers(scene, claim).ToList();
        if (writers.Count == 0 && scene.Clients.Count > 0)
        {
            yield return new(RealmFindingKinds.ClaimMissing, $"claim {claim.Name}", $"no mapper writes it; {RealmScene.Rules(claim.Rules)} read it");
        }

        foreach (var (mapper, where) in writers.Where(placed => placed.Mapper.Type is RealmMapper.Attribute))
        {
            if (mapper.Text("jsonType.label") == "JSON")
            {
                yield return new(RealmFindingKinds.ClaimIsJson, where, $"writes {claim.Name} as JSON");
            }
            else if (claim.Form == ClaimForm.One && mapper.IsMultivalued)
            {
                yield return new(RealmFindingKinds.ClaimIsList, where, $"Multivalued is on; {RealmScene.Rules(claim.Rules)} take one value of {claim.Name}");
            }
            else if (claim.Form == ClaimForm.List && !mapper.IsMultivalued)
            {
                yield return new(RealmFindingKinds.ClaimIsSingle, where, $"Multivalued is off; {RealmScene.Rules(claim.Rules)} take a list of {claim.Name}");
            }
        }
    }

    private static IEnumerable<RealmFinding> Collisions(TokenClient client)
    {
        var written = client.Always.Where(placed => placed.Mapper.Path.Count > 0).ToList();
        return written.SelectMany(outer => written
            .Where(inner => inner.Mapper.Path.Count > outer.Mapper.Path.Count && IsBeginning(outer.Mapper.Path, inner.Mapper.Path))
            .Select(inner => new RealmFinding(RealmFindingKinds.ClaimsCollide, outer.Where, $"writes {string.Join('.', outer.Mapper.Path)} whole, and {inner.Where} writes into it")));
    }

    private static bool IsBeginning(IReadOnlyList<string> outer, IReadOnlyList<string> inner) =>
        outer.Count <= inner.Count && outer.SequenceEqual(inner.Take(outer.Count), StringComparer.Ordinal);
}
