using System.CommandLine;
using System.Diagnostics;
using TokenBridge.Host.Commands;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands;

public sealed class InterruptionTests : IDisposable
{
    /// <summary>What shells report after Ctrl-C.</summary>
    private const int Interrupted = 130;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("doctor")]
    [InlineData("serve")]
    public async Task A_configuration_that_nobody_writes_keeps_no_verb_after_control_c(string verb)
    {
        var fifo = Path.Combine(_folder.Path, "settings.json");
        using (var made = Process.Start("mkfifo", [fifo]))
        {
            await made.WaitForExitAsync();
        }

        using var controlC = new CancellationTokenSource();

        var run = ServiceCommand.RunAsync(
            [verb, "--config", fifo], new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null }, cancellationToken: controlC.Token);
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
        // A thread of the test process still waits there.
        await using var writer = new FileStream(fifo, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }
}
