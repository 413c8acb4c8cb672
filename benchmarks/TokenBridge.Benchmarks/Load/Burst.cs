using System.Globalization;
using System.Net.Http.Headers;

namespace TokenBridge.Benchmarks.Load;

/// <summary>
/// Monday, nine o'clock: everybody comes at once with ten new tokens each, each token on a connection of its own, and nobody has a session. A process of
/// its own: beside the service, its work for a thousand connections would be measured with the service's.
/// </summary>
internal static class Burst
{
    /// <summary>Somebody else has worked before, on as many connections as will come: the code of both sides is compiled.</summary>
    private const int EarlyRounds = 3;

    /// <param name="service">Where it listens.</param>
    /// <param name="folder">Holds <c>token</c>, of somebody early, and <c>tokens</c>, which the service has never seen.</param>
    /// <param name="output">Gets the answers' times, and the service's own.</param>
    public static async Task RunAsync(Uri service, string folder, TextWriter output)
    {
        var early = await File.ReadAllTextAsync(Path.Combine(folder, "token"));
        var tokens = await File.ReadAllLinesAsync(Path.Combine(folder, "tokens"));
        using (var before = new HttpClient { BaseAddress = service })
        {
            for (var round = 0; round < EarlyRounds; round++)
            {
                await Task.WhenAll(tokens.Select(_ => AskAsync(before, early)));
            }
        }

        using var client = new HttpClient { BaseAddress = service };
        var start = await ServiceCounts.ReadAsync(client);
        var answers = await Task.WhenAll(tokens.Select(token => AskAsync(client, token)));
        var end = await ServiceCounts.ReadAsync(client);
        var refused = answers.Select(answer => answer.Reason).OfType<string>().CountBy(reason => reason, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}");
        TimeSpan[] times = [.. answers.Select(answer => answer.Took).Order()];

        await output.WriteLineAsync("| new tokens at once | STS calls | p50 ms | p99 ms | slowest ms | 99 % of exchanges, in the service, within ms | processor of the service ms | threads of its pool | refused |");
        await output.WriteLineAsync("|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {times.Length} | {end.StsCalls - start.StsCalls} | {times[times.Length / 2].TotalMilliseconds:0} | {times[times.Length * 99 / 100].TotalMilliseconds:0} | {times[^1].TotalMilliseconds:0} | {end.Within(start, 0.99) * 1000:0} | {(end.Processor - start.Processor) * 1000:0} | {end.Threads:0} | {string.Join(", ", refused)} |"));
    }

    /// <returns>The reason is null for credentials.</returns>
    private static async Task<(TimeSpan Took, string? Reason)> AskAsync(HttpClient client, string token)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials/ds-vision");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        var took = TimeProvider.System.GetElapsedTime(started);
        return (took, response.IsSuccessStatusCode ? null : await OutageAnswer.ReadAsync(response));
    }
}
