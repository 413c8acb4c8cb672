using System.Globalization;
using BenchmarkDotNet.Running;
using TokenBridge.Benchmarks;
using TokenBridge.Benchmarks.Load;

// The first verbs are for the scripts of load/; everything but the verbs is BenchmarkDotNet's command line.
switch (args)
{
    case ["bare-endpoint", "--url", var address, "--answer", var recorded]:
        await BareEndpoint.RunAsync(address, recorded, Console.OpenStandardOutput());
        break;
    case ["environment", "--folder", var folder, .. var more]:
        var (tokens, people, stsTakes) = (0, 1, TimeSpan.Zero);
        for (var at = 0; at + 1 < more.Length; at += 2)
        {
            var number = int.Parse(more[at + 1], CultureInfo.InvariantCulture);
            (tokens, people, stsTakes) = more[at] switch
            {
                "--tokens" => (number, people, stsTakes),
                "--people" => (tokens, number, stsTakes),
                "--sts-ms" => (tokens, people, TimeSpan.FromMilliseconds(number)),
                var unknown => throw new ArgumentException($"{unknown} is not known", nameof(args)),
            };
        }

        await LoadEnvironment.RunAsync(folder, tokens, people, stsTakes, Console.OpenStandardOutput());
        break;
    case ["cold-pairs"]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await PairedColdValidation.RunAsync(output);
        }

        break;
    case ["bare-verify"]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await BareVerifyTime.RunAsync(output);
        }

        break;
    case ["burst", "--url", var url, "--folder", var folder]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await Burst.RunAsync(new Uri(url), folder, output);
        }

        break;
    case ["gc-pauses", "--seconds", var seconds]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await GcPauses.RunAsync(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), output);
        }

        break;
    case ["outage"]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await Outage.RunAsync(output);
        }

        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ColdValidation).Assembly).Run(args, Measurement.Config);
        break;
}
