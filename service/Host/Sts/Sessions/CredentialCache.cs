namespace TokenBridge.Host.Sts.Sessions;

/// <summary>Issued sessions by <see cref="CredentialKey"/>, bounded. What a session found here is still good for says its <see cref="SessionAge"/>.</summary>
internal sealed class CredentialCache(CredentialCacheOptions options, TimeProvider time)
{
    private readonly BoundedSessions<CredentialKey, CachedSession> _entries = new(options.Capacity, static session => session.Credentials.Expiration);

    /// <summary>Entries held, dead ones included until somebody needs their place.</summary>
    public int Count => _entries.Count;

    /// <returns>Null where there is none, or none that an SDK would still take.</returns>
    public (CachedSession Session, SessionAge Age)? Find(CredentialKey key) =>
        _entries.TryGet(key, out var session) && session.AgeAt(time.GetUtcNow()) is { } age ? (session, age) : null;

    public void Store(CredentialKey key, AwsCredentials credentials) => _entries.Store(key, new CachedSession(credentials));

    /// <summary>AWS has refused what this session was issued for: nobody gets it any more.</summary>
    public void Remove(CredentialKey key) => _entries.Remove(key);

    /// <summary>A renewal has failed for the moment: nobody waits for another one until <see cref="CachedSession.RenewalPause"/> is over.</summary>
    public void Postpone(CredentialKey key)
    {
        if (_entries.TryGet(key, out var session))
        {
            session.PostponeRenewal(time.GetUtcNow());
        }
    }
}
