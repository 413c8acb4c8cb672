namespace TokenBridge.Protocol.Files;

/// <summary>
/// Reads what may keep its reader waiting for ever: standard input, a FIFO, a terminal. The system call blocks its thread, and neither .NET nor the kernel
/// takes it back; so a thread of its own waits there, and cancellation leaves it behind.
/// </summary>
internal static class BlockingRead
{
    /// <param name="open">Opens it; opening a FIFO waits for its writer.</param>
    /// <param name="mostBytes">Of interest.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>All of it; or where there is more, one byte above <paramref name="mostBytes"/>.</returns>
    public static Task<byte[]> UpToAsync(Func<Stream> open, int mostBytes, CancellationToken cancellationToken) =>
        Task.Run(() => UpTo(open, mostBytes), cancellationToken).WaitAsync(cancellationToken);

    private static byte[] UpTo(Func<Stream> open, int mostBytes)
    {
        using var stream = open();
        var bytes = new byte[mostBytes + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
