using System.Collections.Concurrent;

namespace TokenBridge.Host.Operations.Limits;

/// <summary>Counts events by key within the current minute of the clock; bounded, and cheap enough for every request.</summary>
/// <param name="limit">Events of one key in one minute; 0 is no limit.</param>
/// <param name="time">Whose minutes.</param>
internal sealed class MinuteWindow<TKey>(int limit, TimeProvider time)
    where TKey : notnull
{
    /// <summary>Above it new keys share one count: an attacker with many addresses cannot fill the memory.</summary>
    private const int MostKeys = 100_000;

    private readonly Lock _turn = new();
    private Minute _minute = new(long.MinValue);

    /// <summary>Counts one event.</summary>
    /// <returns>Seconds to wait, 1 to 60, where the limit was reached before it; else null.</returns>
    public int? Count(TKey key)
    {
        if (limit == 0)
        {
            return null;
        }

        var second = time.GetUtcNow().ToUnixTimeSeconds();
        var minute = CurrentMinute(second / 60);
        return minute.Next(key) > limit ? (int)(60 - (second % 60)) : null;
    }

    private Minute CurrentMinute(long number)
    {
        var minute = Volatile.Read(ref _minute);
        if (minute.Number == number)
        {
            return minute;
        }

        lock (_turn)
        {
            if (_minute.Number != number)
            {
                Volatile.Write(ref _minute, new Minute(number));
            }

            return _minute;
        }
    }

    private sealed class Minute(long number)
    {
        private readonly ConcurrentDictionary<TKey, Counter> _counts = new();
        private readonly Counter _overflow = new();
        private int _keys;

        public long Number => number;

        public int Next(TKey key)
        {
            if (_counts.TryGetValue(key, out var counter))
            {
                return counter.Next();
            }

            if (Volatile.Read(ref _keys) >= MostKeys)
            {
                return _overflow.Next();
            }

            Interlocked.Increment(ref _keys);
            return _counts.GetOrAdd(key, static _ => new Counter()).Next();
        }
    }

    private sealed class Counter
    {
        private int _count;

        public int Next() => Interlocked.Increment(ref _count);
    }
}
