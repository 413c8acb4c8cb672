using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

/// <summary>
/// The head of macOS's <c>struct stat</c> with 64-bit inode numbers, <c>__DARWIN_STRUCT_STAT64</c> of sys/stat.h. On Apple silicon it is the only one; on
/// x64 the plain names <c>lstat</c> and <c>fstat</c> still mean an older one, and the suffix <c>$INODE64</c> means this.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly partial struct MacFileStatus
{
    public const int Bytes = 144;

    private readonly int _device;
    private readonly ushort _mode;
    private readonly ushort _links;
    private readonly ulong _inode;
    private readonly uint _user;

    private static bool HasOlderOne => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static UnixFile? Of(string path) =>
        UnixCall.Answered(HasOlderOne ? LookX64(path, out var status) : Look(path, out status), path) ? status.Read() : null;

    public static UnixFile? Of(SafeFileHandle file) => Look(file)?.Read();

    public static FileStanding? StandingOf(string path) =>
        UnixCall.Answered(HasOlderOne ? FollowX64(path, out var status) : Follow(path, out status), path) ? status.ReadStanding() : null;

    public static FileStanding? StandingOf(SafeFileHandle file) => Look(file)?.ReadStanding();

    public UnixFile Read() => UnixFile.OfModeWord(_mode, _user);

    private FileStanding ReadStanding() => new((uint)_device, _inode, _links);

    private static MacFileStatus? Look(SafeFileHandle file) => UnixCall.WithDescriptor(
        file,
        descriptor => UnixCall.Answered(HasOlderOne ? LookX64(descriptor, out var status) : Look(descriptor, out status), "an open file") ? status : (MacFileStatus?)null);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Follow(string path, out MacFileStatus status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FollowX64(string path, out MacFileStatus status);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Look(string path, out MacFileStatus status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LookX64(string path, out MacFileStatus status);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Look(int descriptor, out MacFileStatus status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LookX64(int descriptor, out MacFileStatus status);
}
