using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

/// <summary>Which file it is, whatever its name: a name can come to lead to another file, or to none.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Number">The inode.</param>
/// <param name="Links">How many names it has; none is left of a file that was deleted while somebody holds it open.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStanding(ulong Device, ulong Number, ulong Links)
{
    public bool HasNoName => Links == 0;

    public bool IsSameFile(FileStanding other) => (Device, Number) == (other.Device, other.Number);

    /// <summary>Links are followed.</summary>
    /// <returns>Null where the name leads nowhere.</returns>
    /// <exception cref="IOException">It cannot be looked at, or this system does not tell.</exception>
    public static FileStanding? Of(string path) => OperatingSystem.IsMacOS() ? MacFileStatus.StandingOf(path) : LinuxFileStatus.StandingOf(path);

    /// <summary>Of an open file.</summary>
    /// <exception cref="IOException">It cannot be looked at, or this system does not tell.</exception>
    public static FileStanding? Of(SafeFileHandle file) => OperatingSystem.IsMacOS() ? MacFileStatus.StandingOf(file) : LinuxFileStatus.StandingOf(file);
}
