using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Whether tokens are signed as the service takes them, with keys that hold.</summary>
internal static class KeyReview
{
    private const int FewestBits = 2048;

    public static IEnumerable<RealmFinding> Of(RealmScene scene)
    {
        foreach (var client in scene.Clients)
        {
            var algorithm = client.SignatureAlgorithm;
            if (!scene.Demands.Algorithms.Contains(algorithm, StringComparer.Ordinal))
            {
                yield return new(RealmFindingKinds.SignatureNotTaken, client.Where, $"its tokens are signed with {SafeText.OneLine(algorithm)}; {string.Join(", ", scene.Demands.Algorithms)} are taken");
            }
            else if (scene.Realm.Keys is { } keys && !keys.Any(key => key.IsActive && key.Algorithm == algorithm))
            {
                yield return new(RealmFindingKinds.KeyMissing, $"realm {scene.Realm.Name}", $"no active key for {algorithm}");
            }
        }

        foreach (var key in (scene.Realm.Keys ?? []).Where(key => key.Bits is { } bits && bits < FewestBits && scene.Demands.Algorithms.Contains(key.Algorithm, StringComparer.Ordinal)))
        {
            yield return new(RealmFindingKinds.KeyShort, $"key {SafeText.OneLine(key.Name)}", $"has {key.Bits} bits");
        }
    }
}
