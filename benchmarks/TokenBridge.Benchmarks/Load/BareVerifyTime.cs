using System.Diagnostics;
using System.Globalization;
using TokenBridge.Benchmarks.Scene;

namespace TokenBridge.Benchmarks.Load;

/// <summary>What the platform's RS256 verify of such a token takes on this machine now: the lower decile, in µs.</summary>
internal static class BareVerifyTime
{
    private const int Tokens = 100;
    private const int Passes = 30;

    public static async Task RunAsync(TextWriter output)
    {
        await using var scene = await ColdScene.StartAsync("RS256", Tokens);
        var ticks = new List<long>();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var token in scene.Tokens)
            {
                var start = Stopwatch.GetTimestamp();
                scene.VerifyBare(token);
                ticks.Add(Stopwatch.GetTimestamp() - start);
            }
        }

        ticks.Sort();
        await output.WriteLineAsync((ticks[ticks.Count / 10] * 1e6 / Stopwatch.Frequency).ToString("F1", CultureInfo.InvariantCulture));
    }
}
