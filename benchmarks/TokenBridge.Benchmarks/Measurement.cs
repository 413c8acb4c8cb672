using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TokenBridge.Benchmarks;

/// <summary>How every benchmark is run. Server GC comes from this project's file, as the service has it.</summary>
internal static class Measurement
{
    /// <summary>
    /// In this process, so that nothing is generated and built a second time. Median and minimum stand beside the mean: on a machine that
    /// does other things too, the minimum is the code and the rest is the machine.
    /// </summary>
    public static IConfig Config { get; } = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), logOutput: true))
            .WithWarmupCount(8)
            .WithIterationCount(25)
            .WithId("in process"))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
        .HideColumns(Column.Error, Column.Gen0, Column.Gen1, Column.Gen2);
}
