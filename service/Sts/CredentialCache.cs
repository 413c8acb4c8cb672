using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TokenBridge.Sts;

/// <summary>
/// Issued sessions by <see cref="CredentialKey"/>, bounded. An entry is handed out only while more than half of its life is left:
/// AWS SDKs ask again from fifteen minutes before expiry on, and must then get something better.
/// </summary>
internal sealed class CredentialCache(CredentialCacheOptions options, TimeProvider time)
{
    /// <summary>How many entries one insertion looks at when the cache is full.</summary>
    private const int EvictionSample = 16;

    private readonly ConcurrentDictionary<CredentialKey, AwsCredentials> _entries = new();
    private int _count;

    /// <summary>Entries held, dead ones included until somebody needs their place.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool TryGet(CredentialKey key, [NotNullWhen(true)] out AwsCredentials? credentials)
    {
        if (_entries.TryGetValue(key, out var entry) && IsFresh(entry))
        {
            credentials = entry;
            return true;
        }

        credentials = null;
        return false;
    }

    public void Store(CredentialKey key, AwsCredentials credentials)
    {
        if (_entries.TryAdd(key, credentials))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _entries[key] = credentials;
        }

        while (Volatile.Read(ref _count) > options.Capacity && EvictOne(key))
        {
        }
    }

    private bool IsFresh(AwsCredentials credentials)
    {
        var life = credentials.Expiration - credentials.IssuedAt;
        var left = credentials.Expiration - time.GetUtcNow();
        return left > life / 2;
    }

    /// <summary>Drops the entry nearest to its end among a few; the newest is never the victim.</summary>
    private bool EvictOne(CredentialKey newest)
    {
        KeyValuePair<CredentialKey, AwsCredentials>? victim = null;
        foreach (var entry in _entries.Where(entry => !entry.Key.Equals(newest)).Take(EvictionSample))
        {
            if (victim is null || entry.Value.Expiration < victim.Value.Value.Expiration)
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
