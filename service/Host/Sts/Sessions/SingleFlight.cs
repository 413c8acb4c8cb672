using System.Collections.Concurrent;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>One call at a time for a key: whoever asks for it meanwhile shares that one. It belongs to nobody, so nobody's going away ends it.</summary>
internal sealed class SingleFlight<TKey, T>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<T>>> _underWay = new();

    /// <param name="key">What is asked for.</param>
    /// <param name="call">Made only where none is under way.</param>
    public Task<T> Join(TKey key, Func<Task<T>> call) => _underWay.GetOrAdd(key, _ => new Lazy<Task<T>>(() => RunAsync(key, call))).Value;

    private async Task<T> RunAsync(TKey key, Func<Task<T>> call)
    {
        // Off the first caller's stack: even a call that fails at once must not run inside GetOrAdd.
        await Task.Yield();
        try
        {
            return await call();
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }
}
