using System.Diagnostics;
using System.Diagnostics.Metrics;
using TokenBridge.Host.Operations.Limits;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>The process by the names that Prometheus' own clients have for it; what .NET does inside stands beside them as <c>dotnet_*</c>.</summary>
internal sealed class ProcessMetrics(IMeterFactory meters)
{
    public const string Name = "TokenBridge.Process";

    private const string OpenFiles = "/proc/self/fd";

    public void Begin()
    {
        var meter = meters.Create(Name);
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the process started, seconds since 1970.");
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of the process.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory that the process holds.");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        meter.CreateObservableGauge("process.open_fds", CountOpenFiles, description: "Open files and sockets.");
        if (ConnectionLimit.OpenFiles() is { } most)
        {
            meter.CreateObservableGauge("process.max_fds", () => most, description: "As many may be open.");
        }
    }

    private static IEnumerable<Measurement<long>> CountOpenFiles()
    {
        try
        {
            return [new(Directory.EnumerateFileSystemEntries(OpenFiles).LongCount())];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
