using System.Diagnostics;
using System.Globalization;
using TokenBridge.Benchmarks.Scene;

namespace TokenBridge.Benchmarks;

/// <summary>
/// Cold validation for machines that do other things too: each token goes to the platform, to the service's validator and to the library
/// in turn, each call timed by itself, so that whatever disturbs falls on all three alike. The lower decile is what the code takes when it is let
/// alone; the median is what this machine made of it.
/// </summary>
internal static class PairedColdValidation
{
    private const int Tokens = 1_000;

    /// <summary>Passes over all tokens; until the first ones are over, the runtime is still optimizing.</summary>
    private const int WarmUp = 8;

    private const int Passes = 12;

    public static async Task RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("| algorithm | what | minimum µs | lower decile µs | median µs | ratio of minima | ratio of deciles | ratio of medians |");
        await output.WriteLineAsync("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var algorithm in new[] { "RS256", "ES256" })
        {
            await using var scene = await ColdScene.StartAsync(algorithm, Tokens);
            var (bare, validator, library) = await MeasureAsync(scene);
            await WriteAsync(output, algorithm, "bare verify (platform)", bare, bare);
            await WriteAsync(output, algorithm, "TokenValidator", validator, bare);
            await WriteAsync(output, algorithm, "JsonWebTokenHandler", library, bare);
        }
    }

    /// <returns>Ticks of each call, ascending.</returns>
    private static async Task<(List<long> Bare, List<long> Validator, List<long> Library)> MeasureAsync(ColdScene scene)
    {
        var (bare, validator, library) = (new List<long>(), new List<long>(), new List<long>());
        for (var pass = 0; pass < WarmUp + Passes; pass++)
        {
            scene.ForgetEveryToken();
            foreach (var token in scene.Tokens)
            {
                var start = Stopwatch.GetTimestamp();
                scene.VerifyBare(token);
                var verified = Stopwatch.GetTimestamp();
                await scene.ValidateAsync(token);
                var validated = Stopwatch.GetTimestamp();
                await scene.ValidateByLibraryAsync(token);
                var handled = Stopwatch.GetTimestamp();
                if (pass >= WarmUp)
                {
                    bare.Add(verified - start);
                    validator.Add(validated - verified);
                    library.Add(handled - validated);
                }
            }
        }

        bare.Sort();
        validator.Sort();
        library.Sort();
        return (bare, validator, library);
    }

    private static async Task WriteAsync(TextWriter output, string algorithm, string what, List<long> ticks, List<long> bare)
    {
        int[] places = [0, ticks.Count / 10, ticks.Count / 2];
        var times = places.Select(place => (ticks[place] * 1e6 / Stopwatch.Frequency).ToString("F1", CultureInfo.InvariantCulture));
        var ratios = places.Select(place => ((double)ticks[place] / bare[place]).ToString("F2", CultureInfo.InvariantCulture));
        await output.WriteLineAsync($"| {algorithm} | {what} | {string.Join(" | ", times)} | {string.Join(" | ", ratios)} |");
    }
}
