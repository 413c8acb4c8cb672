using System.Net.Http.Headers;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;

namespace TokenBridge.Benchmarks.Load;

/// <summary>
/// Two minutes without STS under load: people who have a session and ask again because it ends in ten minutes, and people who come for the first time.
/// One minute STS takes requests and does not answer, one minute it cuts connections; then it is well again.
/// </summary>
internal static class Outage
{
    private const int Known = 200;
    private const int NewEachSecond = 5;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly (string Name, int Seconds, Action<StsDisturbances> Begin)[] Phases =
    [
        ("STS hangs", 60, static sts => sts.CloseGate()),
        ("STS is down", 60, static sts =>
        {
            sts.IsDown = true;
            sts.OpenGate();
        }),
        ("STS is well", 30, static sts => sts.IsDown = false),
    ];

    public static async Task RunAsync(TextWriter output)
    {
        var clock = new LeapingClock();
        await using var bridge = await RunningBridge.StartAsync(clock);
        using var client = new HttpClient { BaseAddress = bridge.Address };
        var tally = new OutageTally();
        await Task.WhenAll(Subjects("known", Known).Select(subject => AskAsync(client, Token(bridge, subject), tally.Known)));
        await output.WriteLineAsync($"{Known} people have sessions of an hour ({bridge.Sts.Requests.All.Count} STS calls); 50 minutes later each asks once a second, and {NewEachSecond} new people come each second");
        await output.WriteLineAsync();
        await output.WriteLineAsync(OutageTally.Header);

        tally.Take(bridge.Sts.Requests.All.Count);
        clock.Leap(TimeSpan.FromMinutes(50));
        var known = Subjects("known", Known).Select(subject => Token(bridge, subject)).ToList();
        var callers = new List<Task>();
        var (second, came) = (0, 0);
        using var timer = new PeriodicTimer(Second);
        foreach (var (name, seconds, begin) in Phases)
        {
            begin(bridge.Sts.Disturbances);
            for (var left = seconds; left > 0; left--)
            {
                callers.AddRange(known.Select(token => AskAsync(client, token, tally.Known)));
                callers.AddRange(Subjects($"new-{came++}", NewEachSecond).Select(subject => AskAsync(client, Token(bridge, subject), tally.New)));
                await timer.WaitForNextTickAsync();
                if (++second % 10 == 0)
                {
                    await output.WriteLineAsync($"| {second - 10}-{second} | {name} {tally.Take(bridge.Sts.Requests.All.Count)}");
                    await output.FlushAsync();
                }
            }
        }

        await Task.WhenAll(callers);
        await output.WriteLineAsync();
        await output.WriteLineAsync(tally.Sum);
    }

    private static IEnumerable<string> Subjects(string name, int count) => Enumerable.Range(0, count).Select(number => $"{name}-{number}");

    private static string Token(RunningBridge bridge, string subject) => bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims =>
    {
        claims["sub"] = subject;
        claims["preferred_username"] = subject;
        claims["exp"] = claims["iat"]!.GetValue<long>() + 3600;
    });

    private static async Task AskAsync(HttpClient client, string token, OutageTally.Group group)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials/ds-vision");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        group.Add(await OutageAnswer.ReadAsync(response), TimeProvider.System.GetElapsedTime(started));
    }
}
