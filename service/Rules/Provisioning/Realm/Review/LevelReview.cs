using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether people can log in as strongly, and as freshly, as rules require.</summary>
internal static class LevelReview
{
    public static IEnumerable<RealmFinding> Of(RealmScene scene)
    {
        var people = scene.PeopleClients.ToList();
        foreach (var level in scene.Demands.Levels.Where(level => people.Count > 0 && !people.Any(client => level.Acr.Any(acr => IsKnown(client, acr)))))
        {
            yield return new(RealmFindingKinds.LevelUnknown, $"acr {SafeText.OneLine(string.Join(" or ", level.Acr))}", $"no level has this name; {RealmScene.Rules(level.Rules)} require it");
        }

        if (scene.Demands.Levels.Count > 0 && !scene.Realm.HasLevelsInFlows)
        {
            yield return new(RealmFindingKinds.LevelWithoutFlow, $"realm {scene.Realm.Name}", "no authentication flow has the condition Level of Authentication");
        }

        foreach (var client in people)
        {
            foreach (var claim in Wanted(scene.Demands).Where(claim => !client.Always.Any(placed => placed.Mapper.WritesInto(claim))))
            {
                yield return new(RealmFindingKinds.LevelNotInToken, client.Where, $"no mapper writes {claim}");
            }
        }
    }

    private static IEnumerable<string> Wanted(RealmDemands demands) =>
        [.. demands.Levels.Count > 0 ? ["acr"] : Array.Empty<string>(), .. demands.FreshLoginRules.Count > 0 ? ["auth_time"] : Array.Empty<string>()];

    /// <summary>A level without a name goes by its number.</summary>
    private static bool IsKnown(TokenClient client, string acr) => client.Levels.Contains(acr) || (acr.Length > 0 && acr.All(char.IsAsciiDigit));
}
