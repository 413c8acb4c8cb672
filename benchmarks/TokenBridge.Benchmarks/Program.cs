using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using TokenBridge.Benchmarks;

// The service runs with server GC, so what is measured does too.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithGcServer(true).AsDefault())
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(ColdValidation).Assembly).Run(args, config);
