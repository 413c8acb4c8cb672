using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>What AWS has said lately, for a while. Forgetting is safe, because the next request asks AWS again: so whoever fills it empties it. Thread-safe.</summary>
/// <param name="retention">How long something is remembered.</param>
/// <param name="time">Whose clock.</param>
internal sealed class BriefMemory<TKey, T>(TimeSpan retention, TimeProvider time)
    where TKey : notnull
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<TKey, (T Said, DateTimeOffset Until)> _entries = new();

    public bool TryRecall(TKey key, [MaybeNullWhen(false)] out T said)
    {
        if (_entries.IsEmpty || !_entries.TryGetValue(key, out var entry))
        {
            said = default;
            return false;
        }

        if (time.GetUtcNow() < entry.Until)
        {
            said = entry.Said;
            return true;
        }

        _entries.TryRemove(key, out _);
        said = default;
        return false;
    }

    public void Keep(TKey key, T said)
    {
        if (_entries.Count >= Capacity)
        {
            _entries.Clear();
        }

        _entries[key] = (said, time.GetUtcNow() + retention);
    }
}
