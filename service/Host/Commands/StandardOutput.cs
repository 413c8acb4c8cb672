using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Host.Commands;

/// <summary>
/// Standard output for the audit log. .NET's own console stream takes a broken pipe for a reader that has seen enough, and drops what
/// follows without a word; here it is an <see cref="IOException"/>.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var console = Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file may be shared with standard error and others, so it is written at its end by whoever writes; a file has no reader to lose.
        return pipe.CanSeek ? console : pipe;
    }
}
