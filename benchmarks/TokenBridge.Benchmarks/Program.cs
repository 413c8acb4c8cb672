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
    case ["environment", "--folder", var folder]:
        await LoadEnvironment.RunAsync(folder, tokens: 0, people: 1, Console.OpenStandardOutput());
        break;
    case ["environment", "--folder", var folder, "--tokens", var tokens, "--people", var people]:
        await LoadEnvironment.RunAsync(folder, int.Parse(tokens, CultureInfo.InvariantCulture), int.Parse(people, CultureInfo.InvariantCulture), Console.OpenStandardOutput());
        break;
    case ["cold-pairs"]:
        await using (var output = new StreamWriter(Console.OpenStandardOutput()))
        {
            await PairedColdValidation.RunAsync(output);
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
