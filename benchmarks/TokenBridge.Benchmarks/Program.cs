using BenchmarkDotNet.Running;
using TokenBridge.Benchmarks;
using TokenBridge.Benchmarks.Load;

// The first two verbs are for load/run; everything but the four verbs is BenchmarkDotNet's command line.
switch (args)
{
    case ["bare-endpoint", "--url", var address, "--answer", var recorded]:
        await BareEndpoint.RunAsync(address, recorded, Console.OpenStandardOutput());
        break;
    case ["surroundings", "--folder", var folder]:
        await LoadEnvironment.RunAsync(folder, Console.OpenStandardOutput());
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
