using System.Diagnostics;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Waits for something that real programs do in their own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">It did not come true within <paramref name="limit"/>.</exception>
    public static async Task TrueAsync(string what, TimeSpan limit, Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"not within {limit}: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
