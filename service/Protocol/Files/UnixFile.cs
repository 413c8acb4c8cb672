using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

internal enum UnixFileKind
{
    File,
    Folder,
    Link,
    Other,
}

/// <summary>What a file is and whose, by <c>statx(2)</c>: .NET tells the mode, but not the owner. A link is looked at itself, never followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">User id.</param>
/// <param name="Mode">The nine permission bits.</param>
internal sealed record UnixFile(UnixFileKind Kind, uint Owner, UnixFileMode Mode)
{
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public bool IsOwn => Owner == Native.EffectiveUser();

    /// <summary>Neither group nor others may do anything with it.</summary>
    public bool IsPrivate => (Mode & OfOthers) == UnixFileMode.None;

    /// <returns>Null where there is nothing.</returns>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static UnixFile? Of(string path) => Look(Native.CurrentFolder, path, Native.NoFollow);

    /// <summary>Of an open file: whatever its name leads to by now.</summary>
    public static UnixFile? Of(SafeFileHandle file)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return Look((int)file.DangerousGetHandle(), "", Native.OfHandle);
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    private static UnixFile? Look(int folder, string path, int flags)
    {
        var answer = new byte[Native.AnswerBytes];
        try
        {
            if (Native.Look(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, Native.Wanted, answer) != 0)
            {
                const int NoEntry = 2;
                const int NoFolder = 20;
                return Marshal.GetLastPInvokeError() is var error and not (NoEntry or NoFolder)
                    ? throw new IOException($"{path} cannot be looked at (errno {error})")
                    : null;
            }
        }
        catch (Exception failure) when (failure is EntryPointNotFoundException or DllNotFoundException)
        {
            throw new IOException("this system does not tell who owns a file", failure);
        }

        var owner = BitConverter.ToUInt32(answer, Native.OwnerAt);
        var mode = BitConverter.ToUInt16(answer, Native.ModeAt);
        return new UnixFile((mode & 0xF000) switch { 0x8000 => UnixFileKind.File, 0x4000 => UnixFileKind.Folder, 0xA000 => UnixFileKind.Link, _ => UnixFileKind.Other }, owner, (UnixFileMode)(mode & 0x1FF));
    }

    /// <summary><c>struct statx</c> is the same on every architecture that .NET runs on: user id at 20, mode at 28, 256 bytes.</summary>
    private static class Native
    {
        public const int CurrentFolder = -100;
        public const int NoFollow = 0x100;
        public const int OfHandle = 0x1000;

        /// <summary>Type, mode and user id.</summary>
        public const uint Wanted = 0x1 | 0x2 | 0x8;

        public const int AnswerBytes = 256;
        public const int OwnerAt = 20;
        public const int ModeAt = 28;

        [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Look(int folder, byte[] path, int flags, uint wanted, byte[] answer);

        [DllImport("libc", EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveUser();
    }
}
