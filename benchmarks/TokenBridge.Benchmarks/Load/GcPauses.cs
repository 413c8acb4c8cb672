using System.Globalization;
using TokenBridge.Benchmarks.Scene;

namespace TokenBridge.Benchmarks.Load;

/// <summary>
/// How long the garbage collector stops everything while the service answers on this process's own loopback, every second request with a token that it
/// has never seen. Client and service share the process, so there is more garbage than the service alone would make.
/// </summary>
internal static class GcPauses
{
    private const int Callers = 16;
    private const int NewTokens = 4_000;

    public static async Task RunAsync(TimeSpan length, TextWriter output)
    {
        await using var bridge = await RunningBridge.StartAsync();
        using var client = new HttpClient { BaseAddress = bridge.Address };
        string[] tokens = [.. ParallelEnumerable.Range(0, NewTokens).Select(_ => bridge.NewToken())];
        var (asked, pauses, seen) = (0, new List<TimeSpan>(), GC.CollectionCount(0));
        using var end = new CancellationTokenSource(length);
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref asked);
                using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
                request.Headers.TryAddWithoutValidation("Authorization", tokens[number % 2 == 0 ? 0 : number / 2 % NewTokens]);
                (await client.SendAsync(request)).EnsureSuccessStatusCode().Dispose();
            }
        })).ToList();

        // More often than collections happen: each is seen once.
        while (!end.IsCancellationRequested)
        {
            if (GC.CollectionCount(0) is var count && count != seen)
            {
                seen = count;
                pauses.AddRange(GC.GetGCMemoryInfo(GCKind.Any).PauseDurations.ToArray().Where(pause => pause > TimeSpan.Zero));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Task.WhenAll(callers);
        pauses.Sort();
        await output.WriteLineAsync("| seconds | requests | pauses | p50 ms | p99 ms | p99.9 ms | longest ms | of the time |");
        await output.WriteLineAsync("|---:|---:|---:|---:|---:|---:|---:|---:|");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {length.TotalSeconds:0} | {asked} | {pauses.Count} | {At(pauses, 0.5):0.0} | {At(pauses, 0.99):0.0} | {At(pauses, 0.999):0.0} | {At(pauses, 1):0.0} | {pauses.Sum(pause => pause.TotalSeconds) / length.TotalSeconds:P1} |"));
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))].TotalMilliseconds;
}
