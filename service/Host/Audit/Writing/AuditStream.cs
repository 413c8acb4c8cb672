namespace TokenBridge.Host.Audit.Writing;

/// <summary>Records on standard output; on Windows also in a file, which nobody can rename or delete there while it is open.</summary>
/// <param name="stream">Owned from now on.</param>
internal sealed class AuditStream(Stream stream) : AuditSink
{
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static AuditStream OfFile(string path) => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));

    public override void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            stream.Write(lines);
            stream.Flush();
        }
        catch (ObjectDisposedException failure)
        {
            throw new IOException("the stream is closed", failure);
        }
    }

    /// <summary>A stream has no name that could lead elsewhere.</summary>
    public override void Look()
    {
    }

    protected override void Dispose(bool disposing) => stream.Dispose();
}
