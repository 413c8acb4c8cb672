using System.CommandLine;
using System.Diagnostics;
using TokenBridge.Host.Commands;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorInterruptionTests : IDisposable
{
    /// <summary>What shells report after Ctrl-C.</summary>
    private const int Interrupted = 130;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_configuration_that_nobody_writes_keeps_doctor_from_nothing_after_control_c()
    {
        var fifo = Path.Combine(_folder.Path, "settings.json");
        using (var made = Process.Start("mkfifo", [fifo]))
        {
            await made.WaitForExitAsync();
        }

        using var controlC = new CancellationTokenSource();

        var run = ServiceCommand.RunAsync(
            ["doctor", "--config", fifo], new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null }, cancellationToken: controlC.Token);
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
        // A thread of the test process still waits there.
        await using var writer = new FileStream(fifo, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }
}
