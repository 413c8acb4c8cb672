using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>What ends by itself, by key and bounded in number. Thread-safe.</summary>
/// <param name="capacity">Above it the entry nearest to its end among a few makes room; the newest is never the victim.</param>
/// <param name="end">When an entry is over; it stays until somebody needs its place.</param>
internal sealed class BoundedSessions<TKey, T>(int capacity, Func<T, DateTimeOffset> end)
    where TKey : notnull
    where T : class
{
    /// <summary>How many entries one insertion looks at when there is no room.</summary>
    private const int EvictionSample = 16;

    private readonly ConcurrentDictionary<TKey, T> _entries = new();

    /// <summary>Beside the dictionary, whose own count takes every lock that it has.</summary>
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryGet(TKey key, [NotNullWhen(true)] out T? entry) => _entries.TryGetValue(key, out entry);

    public void Store(TKey key, T entry)
    {
        if (_entries.TryAdd(key, entry))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _entries[key] = entry;
        }

        while (Count > capacity && EvictOne(key))
        {
        }
    }

    public void Remove(TKey key)
    {
        if (_entries.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <returns>False where there is none but the newest.</returns>
    private bool EvictOne(TKey newest)
    {
        KeyValuePair<TKey, T>? victim = null;
        foreach (var entry in _entries.Where(entry => !entry.Key.Equals(newest)).Take(EvictionSample))
        {
            if (victim is null || end(entry.Value) < end(victim.Value.Value))
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
