using System.Globalization;

namespace TokenBridge.Rules.Provisioning.Realm.Review;

/// <summary>How long tokens and logins last, beside what the service takes.</summary>
internal static class LifespanReview
{
    private static readonly TimeSpan LongToken = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongSession = TimeSpan.FromDays(1);

    public static IEnumerable<RealmFinding> Of(RealmScene scene)
    {
        foreach (var client in scene.Clients)
        {
            if (client.TokenLifespan > scene.Demands.MaxTokenLifetime)
            {
                yield return new(RealmFindingKinds.TokenTooLong, client.Where, $"its tokens live for {Text(client.TokenLifespan)}, MaxTokenLifetime is {Text(scene.Demands.MaxTokenLifetime)}");
            }
            else if (client.TokenLifespan > LongToken)
            {
                yield return new(RealmFindingKinds.TokenLong, client.Where, $"its tokens live for {Text(client.TokenLifespan)}");
            }
        }

        if (scene.PeopleClients.Any() && scene.Realm.SessionMaxLifespan > LongSession)
        {
            yield return new(RealmFindingKinds.SessionLong, $"realm {scene.Realm.Name}", $"a login lasts up to {Text(scene.Realm.SessionMaxLifespan)}");
        }

        foreach (var client in scene.PeopleClients.Where(_ => !scene.Realm.OfflineSessionsEnd)
            .Where(client => client.Client.OptionalScopes.Concat(client.Client.DefaultScopes).Contains("offline_access", StringComparer.Ordinal)))
        {
            yield return new(RealmFindingKinds.OfflineEndless, client.Where, "may ask for offline_access, and Offline Session Max Limited is off");
        }
    }

    private static string Text(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s");
}
