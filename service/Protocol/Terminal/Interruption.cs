using System.Runtime.InteropServices;

namespace TokenBridge.Protocol.Terminal;

/// <summary>Ctrl-C and SIGTERM end a command at once, whatever it waits for: it is told, and if it cannot be told because a thread is blocked, it is left behind.</summary>
internal sealed class Interruption
{
    /// <summary>What shells report for a program that a signal ended is this and the signal's number.</summary>
    private const int OfSignal = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>To put away half-written files. Nobody notices so short a time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _told;

    private Interruption(CancellationTokenSource told) => _told = told;

    /// <param name="command">Gets a token that is cancelled by a signal, and returns an exit code.</param>
    /// <param name="cancellationToken">Stands for Ctrl-C.</param>
    /// <returns>Its exit code; 130 after Ctrl-C and 143 after SIGTERM, unless it ended well all the same.</returns>
    public static async Task<int> WatchAsync(Func<CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interruption = new Interruption(told);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => interruption.End(signal, Interrupt));
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => interruption.End(signal, Terminate));
        await using var onToken = cancellationToken.Register(() => interruption._exit.TrySetResult(OfSignal + Interrupt));

        var run = Task.Run(() => command(told.Token), CancellationToken.None);
        if (await Task.WhenAny(run, interruption._exit.Task) != run)
        {
            await Task.WhenAny(run, Task.Delay(Grace, TimeProvider.System, CancellationToken.None));
        }

        var isInterrupted = interruption._exit.Task.IsCompleted;
        return run.IsCompleted && (!isInterrupted || run is { IsCompletedSuccessfully: true, Result: ExitCode.Done }) ? await run : await interruption._exit.Task;
    }

    private void End(PosixSignalContext signal, int number)
    {
        // Else the runtime ends the process here, before the command could.
        signal.Cancel = true;
        _exit.TrySetResult(OfSignal + number);
        _told.Cancel();
    }
}
