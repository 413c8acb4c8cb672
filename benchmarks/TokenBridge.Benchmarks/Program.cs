using BenchmarkDotNet.Running;
using TokenBridge.Benchmarks;
using TokenBridge.Benchmarks.Load;

// The two verbs are for load/run; everything else is BenchmarkDotNet's command line.
switch (args)
{
    case ["bare-endpoint", "--url", var address, "--answer", var recorded]:
        await BareEndpoint.RunAsync(address, recorded, Console.OpenStandardOutput());
        break;
    case ["surroundings", "--folder", var folder]:
        await Surroundings.RunAsync(folder, Console.OpenStandardOutput());
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ColdValidation).Assembly).Run(args, Measurement.Config);
        break;
}
