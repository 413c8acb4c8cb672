namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether tokens are for this service, and say whose they are.</summary>
internal static class AudienceReview
{
    /// <param name="scene">With the clients that reach an audience.</param>
    /// <param name="accepted">Those that the service would accept, whether they reach it or not.</param>
    public static IEnumerable<RealmFinding> Of(RealmScene scene, IReadOnlyList<TokenClient> accepted)
    {
        var audiences = string.Join(" or ", scene.Demands.Audiences);
        if (scene.Clients.Count == 0)
        {
            yield return new(RealmFindingKinds.AudienceMissing, $"realm {scene.Realm.Name}", $"no client's tokens have {audiences} in aud");
        }

        foreach (var id in scene.Demands.Clients ?? [])
        {
            var client = accepted.FirstOrDefault(client => client.Client.Id == id);
            if (client is null)
            {
                yield return new(RealmFindingKinds.ClientMissing, $"client {id}", scene.Realm.Clients.Any(other => other.Id == id) ? "gets no tokens: it is switched off, or has no flow" : "is not in this realm");
            }
            else if (scene.Clients.Count > 0 && !scene.Clients.Contains(client))
            {
                yield return new(RealmFindingKinds.ClientLacksAudience, client.Where, $"its tokens do not have {audiences} in aud");
            }
        }

        foreach (var client in scene.Clients.Where(client => !client.Always.Any(placed => placed.Mapper.WritesInto("sub"))))
        {
            yield return new(RealmFindingKinds.SubjectMissing, client.Where, "no mapper writes sub");
        }
    }
}
