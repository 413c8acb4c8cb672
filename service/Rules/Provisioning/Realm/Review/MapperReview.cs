using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>Mappers that say who the caller is. Keycloak lets them: whoever may edit a client's mappers may be anybody.</summary>
internal static class MapperReview
{
    /// <summary>By claim, the kinds that tell the truth in it. What a mapper cannot set (iss, exp, iat, jti, typ, scope) is not here.</summary>
    private static readonly Dictionary<string, string[]> Honest = new(StringComparer.Ordinal)
    {
        ["sub"] = [RealmMapper.Subject, RealmMapper.PairwiseSubject],
        ["azp"] = [],
        ["cnf"] = [],
        ["sid"] = [],
        ["act"] = [],
        ["nbf"] = [],
        ["aud"] = [],
        ["client_id"] = [RealmMapper.SessionNote],
        ["acr"] = [RealmMapper.Acr],
        ["amr"] = [RealmMapper.Amr],
        ["auth_time"] = [RealmMapper.SessionNote],
    };

    public static IEnumerable<RealmFinding> Of(RealmScene scene)
    {
        foreach (var (mapper, where) in scene.Mappers)
        {
            if (mapper.Path is [var claim, ..] && Honest.TryGetValue(claim, out var kinds) && !kinds.Contains(mapper.Type, StringComparer.Ordinal))
            {
                yield return new(RealmFindingKinds.MapperSetsIdentity, where, $"a mapper of type {SafeText.OneLine(mapper.Type)} writes {claim}");
            }

            if (mapper.IsScript)
            {
                yield return new(RealmFindingKinds.MapperScript, where, $"is the script {SafeText.OneLine(mapper.Type)}");
            }

            if (mapper.Type == RealmMapper.PairwiseSubject)
            {
                yield return new(RealmFindingKinds.SubjectPairwise, where, "writes a sub of its own for each client");
            }
        }
    }
}
