using TokenBridge.Protocol;

namespace TokenBridge.Host.Audit;

/// <summary>Where audit records go.</summary>
internal static class AuditSink
{
    /// <param name="options">Names a file, or none.</param>
    /// <param name="standard">The sink where no file is named.</param>
    /// <returns>A sink that the caller owns, or what to tell the operator.</returns>
    public static Result<Stream, string> Open(AuditOptions options, Stream standard)
    {
        if (options.Path is not { } path)
        {
            return standard;
        }

        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"TokenBridge:Audit:Path: {path} cannot be opened for appending ({failure.GetType().Name})";
        }
    }
}
