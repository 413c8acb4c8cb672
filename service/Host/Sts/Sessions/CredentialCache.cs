using System.Collections.Concurrent;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>Issued sessions by <see cref="CredentialKey"/>, bounded. What a session found here is still good for says its <see cref="SessionAge"/>.</summary>
internal sealed class CredentialCache(CredentialCacheOptions options, TimeProvider time)
{
    /// <summary>How many entries one insertion looks at when the cache is full.</summary>
    private const int EvictionSample = 16;

    private readonly ConcurrentDictionary<CredentialKey, CachedSession> _entries = new();
    private int _count;

    /// <summary>Entries held, dead ones included until somebody needs their place.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <returns>Null where there is none, or none that an SDK would still take.</returns>
    public (CachedSession Session, SessionAge Age)? Find(CredentialKey key) =>
        _entries.TryGetValue(key, out var session) && session.AgeAt(time.GetUtcNow()) is { } age ? (session, age) : null;

    public void Store(CredentialKey key, AwsCredentials credentials)
    {
        var session = new CachedSession(credentials);
        if (_entries.TryAdd(key, session))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _entries[key] = session;
        }

        while (Volatile.Read(ref _count) > options.Capacity && EvictOne(key))
        {
        }
    }

    /// <summary>AWS has refused what this session was issued for: nobody gets it any more.</summary>
    public void Remove(CredentialKey key)
    {
        if (_entries.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>A renewal has failed for the moment: nobody waits for another one until <see cref="CachedSession.RenewalPause"/> is over.</summary>
    public void Postpone(CredentialKey key)
    {
        if (_entries.TryGetValue(key, out var session))
        {
            session.PostponeRenewal(time.GetUtcNow());
        }
    }

    /// <summary>Drops the entry nearest to its end among a few; the newest is never the victim.</summary>
    private bool EvictOne(CredentialKey newest)
    {
        KeyValuePair<CredentialKey, CachedSession>? victim = null;
        foreach (var entry in _entries.Where(entry => !entry.Key.Equals(newest)).Take(EvictionSample))
        {
            if (victim is null || entry.Value.Credentials.Expiration < victim.Value.Value.Credentials.Expiration)
            {
                victim = entry;
            }
        }

        if (victim is null || !_entries.TryRemove(victim.Value))
        {
            return victim is not null;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }
}
