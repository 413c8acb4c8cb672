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

    /// <summary>Which of the members the file system filled in.</summary>
    private readonly uint _mask;
    private readonly uint _blockSize;
    private readonly ulong _attributes;
    private readonly uint _links;
    private readonly uint _user;
    private readonly uint _group;
    private readonly ushort _mode;

    public static UnixFile? Of(string path) => Look(CurrentFolder, path, NoFollow, path);

    public static UnixFile? Of(SafeFileHandle file) => UnixCall.WithDescriptor(file, descriptor => Look(descriptor, "", OfDescriptor, "an open file"));

    /// <exception cref="IOException">The file system does not tell type, mode and owner.</exception>
    public UnixFile Read() =>
        (_mask & Wanted) == Wanted ? UnixFile.OfModeWord(_mode, _user) : throw new IOException("the file system does not tell who owns a file");

    private static UnixFile? Look(int folder, string path, int flags, string subject) =>
        UnixCall.Answered(Statx(folder, path, flags, Wanted, out var status), subject) ? status.Read() : null;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint wanted, out LinuxFileStatus status);
}
