using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Who decides what stands in the attributes that rules read.</summary>
internal static class AttributeReview
{
    /// <summary>What no person edits, whatever the user profile says.</summary>
    private static readonly HashSet<string> Kept = new(["id", "enabled", "emailVerified", "createdTimestamp"], StringComparer.Ordinal);

    public static IEnumerable<RealmFinding> Of(RealmScene scene) => scene.Demands.Claims
        .SelectMany(claim => ClaimReview.Writers(scene, claim), (claim, placed) => (claim, placed.Mapper.UserAttribute))
        .Where(read => read.UserAttribute is not null && !Kept.Contains(read.UserAttribute))
        .Distinct()
        .Select(read => Of(scene.Realm, read.claim, read.UserAttribute!))
        .OfType<RealmFinding>();

    private static RealmFinding? Of(KeycloakRealm realm, ClaimDemand claim, string attribute)
    {
        var where = $"attribute {SafeText.OneLine(attribute)}";
        var read = $"{RealmScene.Rules(claim.Rules)} read it as {claim.Name}";
        if (!realm.Profile.Attributes.TryGetValue(attribute, out var declared))
        {
            return realm.Profile.Unmanaged == UnmanagedAttributes.Enabled
                ? new(RealmFindingKinds.AttributeUnmanaged, where, $"it is not declared, and users may set such attributes; {read}")
                : new(RealmFindingKinds.AttributeUndeclared, where, $"it is not declared; {read}");
        }

        // The profile speaks of every user's own name; the realm's switch has the last word on it.
        return declared.MayUsersEdit && (attribute != "username" || realm.MayEditUsername)
            ? new(RealmFindingKinds.AttributeEditable, where, $"users may edit it; {read}")
            : null;
    }
}
