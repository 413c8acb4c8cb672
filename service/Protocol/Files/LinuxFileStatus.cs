using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

/// <summary>The head of <c>struct statx</c> of <c>statx(2)</c>, which is the same on every architecture.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly partial struct LinuxFileStatus
{
    public const int Bytes = 256;

    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int OfDescriptor = 0x1000;

    /// <summary>Type, mode and user id.</summary>
    private const uint Wanted = 0x1 | 0x2 | 0x8;

    /// <summary>Links and inode.</summary>
    private const uint WantedOfStanding = 0x4 | 0x100;

    /// <summary>Which of the members the file system filled in.</summary>
    private readonly uint _mask;
    private readonly uint _blockSize;
    private readonly ulong _attributes;
    private readonly uint _links;
    private readonly uint _user;
    private readonly uint _group;
    private readonly ushort _mode;
    private readonly ushort _spare;
    private readonly ulong _inode;
    private readonly ulong _size;
    private readonly ulong _blocks;
    private readonly ulong _attributesMask;
    private readonly Times _times;
    private readonly uint _ownDeviceMajor;
    private readonly uint _ownDeviceMinor;
    private readonly uint _deviceMajor;
    private readonly uint _deviceMinor;

    public static UnixFile? Of(string path) => Look(CurrentFolder, path, NoFollow, path)?.Read();

    public static UnixFile? Of(SafeFileHandle file) => Look(file)?.Read();

    public static FileStanding? StandingOf(string path) => Look(CurrentFolder, path, 0, path)?.ReadStanding();

    public static FileStanding? StandingOf(SafeFileHandle file) => Look(file)?.ReadStanding();

    /// <exception cref="IOException">The file system does not tell type, mode and owner.</exception>
    public UnixFile Read() =>
        (_mask & Wanted) == Wanted ? UnixFile.OfModeWord(_mode, _user) : throw new IOException("the file system does not tell who owns a file");

    private FileStanding ReadStanding() => (_mask & WantedOfStanding) == WantedOfStanding
        ? new FileStanding(((ulong)_deviceMajor << 32) | _deviceMinor, _inode, _links)
        : throw new IOException("the file system does not tell which file is which");

    private static LinuxFileStatus? Look(SafeFileHandle file) =>
        UnixCall.WithDescriptor(file, descriptor => Look(descriptor, "", OfDescriptor, "an open file"));

    private static LinuxFileStatus? Look(int folder, string path, int flags, string subject) =>
        UnixCall.Answered(Statx(folder, path, flags, Wanted | WantedOfStanding, out var status), subject) ? status : null;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint wanted, out LinuxFileStatus status);

    /// <summary>Of access, birth, change and modification, 16 bytes each; nobody here asks for them.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private readonly struct Times;
}
