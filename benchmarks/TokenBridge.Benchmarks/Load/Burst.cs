using System.Globalization;
using System.Net.Http.Headers;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Development.Realm;

namespace TokenBridge.Benchmarks.Load;

/// <summary>Monday, nine o'clock: 100 people come at once with ten new tokens each, nobody has a session, and STS takes 100 ms for a call.</summary>
internal static class Burst
{
    private const int People = 100;
    private const int TokensOfEach = 10;

    private static readonly TimeSpan StsTakes = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(TextWriter output)
    {
        await using var bridge = await RunningBridge.StartAsync();
        using var client = new HttpClient { BaseAddress = bridge.Address };

        // Connections and compiled code are there already: somebody else has worked before, whatever those first answers were.
        for (var request = 0; request < 200; request++)
        {
            await AskAsync(client, Token(bridge, "early"));
        }

        var before = bridge.Sts.Requests.All.Count;
        bridge.Sts.Disturbances.Delay = StsTakes;
        var tokens = Enumerable.Range(0, People * TokensOfEach).Select(number => Token(bridge, $"person-{number % People}")).ToList();
        var answers = await Task.WhenAll(tokens.Select(token => AskAsync(client, token)));
        var refused = answers.Select(answer => answer.Reason).OfType<string>().CountBy(reason => reason, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}");
        TimeSpan[] times = [.. answers.Select(answer => answer.Took).Order()];

        await output.WriteLineAsync("| people | new tokens at once | STS takes ms | STS calls | p50 ms | p99 ms | slowest ms | refused |");
        await output.WriteLineAsync("|---:|---:|---:|---:|---:|---:|---:|---|");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {People} | {times.Length} | {StsTakes.TotalMilliseconds:0} | {bridge.Sts.Requests.All.Count - before} | {times[times.Length / 2].TotalMilliseconds:0} | {times[times.Length * 99 / 100].TotalMilliseconds:0} | {times[^1].TotalMilliseconds:0} | {string.Join(", ", refused)} |"));
    }

    private static string Token(RunningBridge bridge, string subject) => bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims =>
    {
        claims["sub"] = subject;
        claims["preferred_username"] = subject;
    });

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
