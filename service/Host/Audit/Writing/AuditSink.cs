using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Audit.Writing;

/// <summary>Where audit records go. Used by one thread at a time.</summary>
internal abstract class AuditSink : IDisposable
{
    /// <summary>
    /// Writes whole lines. What fails is offered again, the very same bytes; what of them stands there already is not written twice.
    /// </summary>
    /// <exception cref="IOException">Not all are written; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of a right.</exception>
    public abstract void Write(ReadOnlySpan<byte> lines);

    /// <summary>Makes sure that the next line would stand where its readers look for it.</summary>
    /// <exception cref="IOException">It would not; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of a right.</exception>
    public abstract void Look();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <param name="options">Names a file, or none.</param>
    /// <param name="standard">The sink where no file is named.</param>
    /// <returns>A sink that the caller owns, or what to tell the operator.</returns>
    public static Result<AuditSink, string> Open(AuditOptions options, Stream standard)
    {
        if (options.Path is not { } path)
        {
            return new AuditStream(standard);
        }

        try
        {
            return OperatingSystem.IsWindows() ? AuditStream.OfFile(path) : new AuditFile(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"TokenBridge:Audit:Path: {path} cannot be opened for appending ({ForeignText.Of(failure)})";
        }
    }

    protected abstract void Dispose(bool disposing);
}
