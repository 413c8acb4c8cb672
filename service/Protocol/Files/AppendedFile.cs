using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

/// <summary>
/// A file opened for appending in the kernel's sense, <c>O_APPEND</c> of <c>open(2)</c>: each write goes to the end as it is then. .NET's own
/// <see cref="FileMode.Append"/> writes at the offset that it remembers, and leaves a hole where somebody has shortened the file meanwhile.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class AppendedFile
{
    /// <summary>The owner writes, the group reads; narrowed by the umask as ever.</summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private const int WriteOnly = 0x1;

    /// <summary>O_APPEND and O_CLOEXEC; the numbers differ.</summary>
    private const int LinuxFlags = WriteOnly | 0x400 | 0x80000;
    private const int MacFlags = WriteOnly | 0x8 | 0x1000000;

    /// <summary>EINTR, the same on both.</summary>
    private const int Interrupted = 4;

    /// <summary>Made where it does not exist.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static SafeFileHandle Open(string path)
    {
        Make(path);
        var file = Open(path, OperatingSystem.IsMacOS() ? MacFlags : LinuxFlags);
        return file.IsInvalid ? throw LastFailure() : file;
    }

    /// <summary>One call of <c>write(2)</c>.</summary>
    /// <returns>How many bytes were taken: at least one, maybe not all.</returns>
    /// <exception cref="IOException">None were; the message says why.</exception>
    public static int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var taken = Write(file, bytes, (nuint)bytes.Length);
            if (taken > 0)
            {
                return (int)taken;
            }

            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw LastFailure();
            }
        }
    }

    /// <summary>By .NET: <c>open(2)</c> takes the mode as a variable argument, which Apple silicon passes in another way.</summary>
    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0, UnixCreateMode = Mode };
        using var made = new FileStream(path, options);
    }

    private static IOException LastFailure() => new(Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count);
}
