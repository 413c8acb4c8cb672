using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>By which ways a client lets tokens for this service out of Keycloak.</summary>
internal static class ClientReview
{
    /// <summary>From here on an impersonator's token says so.</summary>
    private static readonly Version MarksImpersonation = new(26, 8);

    public static IEnumerable<RealmFinding> Of(RealmScene scene)
    {
        foreach (var client in scene.Clients)
        {
            foreach (var (kind, text) in Switches(client.Client))
            {
                yield return new(kind, client.Where, text);
            }
        }

        foreach (var client in scene.PeopleClients.Where(client => !IsImpersonationSeen(scene.Realm, client)))
        {
            yield return new(RealmFindingKinds.ImpersonationUnmarked, client.Where, scene.Realm.Version is { } version
                ? $"Keycloak {SafeText.OneLine(version)} does not mark the tokens of impersonators, and no mapper does"
                : "no mapper marks the tokens of impersonators, and it is not known whether this Keycloak does");
        }

        if (string.Equals(scene.Realm.SslRequired, "none", StringComparison.OrdinalIgnoreCase))
        {
            yield return new(RealmFindingKinds.PlainHttp, $"realm {scene.Realm.Name}", "Require SSL is None");
        }
    }

    private static IEnumerable<(RealmFindingKind Kind, string Text)> Switches(RealmClient client)
    {
        if (client.HasPasswordGrant)
        {
            yield return (RealmFindingKinds.PasswordGrant, "Direct access grants is on");
        }

        if (client.HasImplicitFlow)
        {
            yield return (RealmFindingKinds.ImplicitFlow, "Implicit flow is on");
        }

        if (client.HasFullScope)
        {
            yield return (RealmFindingKinds.FullScope, "Full scope allowed is on");
        }

        if (client.HasLightweightTokens)
        {
            yield return (RealmFindingKinds.LightweightTokens, "Always use lightweight access token is on");
        }

        if (client.HasStandardFlow && client.RedirectUris.FirstOrDefault(IsAnywhere) is { } anywhere)
        {
            yield return (RealmFindingKinds.RedirectAnywhere, $"{SafeText.Quote(anywhere)} is a valid redirect URI");
        }
    }

    /// <summary>A star before the path is anybody's host.</summary>
    private static bool IsAnywhere(string uri)
    {
        var host = uri.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? uri[(scheme + 3)..] : uri;
        return !host.StartsWith('/') && host.Split('/')[0].Contains('*', StringComparison.Ordinal);
    }

    private static bool IsImpersonationSeen(KeycloakRealm realm, TokenClient client) =>
        (Version.TryParse((realm.Version ?? "").Split('-')[0], out var version) && version >= MarksImpersonation)
        || client.Always.Any(placed => placed.Mapper.Type == RealmMapper.SessionNote && placed.Mapper.Text("user.session.note") is "IMPERSONATOR_ID" or "IMPERSONATOR_USERNAME");
}
