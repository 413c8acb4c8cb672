using Microsoft.Win32.SafeHandles;

namespace TokenBridge.Protocol.Files;

internal enum UnixFileKind
{
    File,
    Folder,
    Link,
    Other,
}

/// <summary>What a file is and whose: .NET tells the mode, but not the owner. A link is looked at itself, never followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">User id.</param>
/// <param name="Mode">The nine permission bits.</param>
internal sealed record UnixFile(UnixFileKind Kind, uint Owner, UnixFileMode Mode)
{
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The type in the mode word of <c>stat(2)</c>; POSIX leaves the numbers open, Linux and macOS have the same.</summary>
    private const uint TypeMask = 0xF000;
    private const uint RegularType = 0x8000;
    private const uint FolderType = 0x4000;
    private const uint LinkType = 0xA000;
    private const uint PermissionMask = 0x1FF;

    public bool IsOwn => Owner == UnixUser.Effective();

    /// <summary>Neither group nor others may do anything with it.</summary>
    public bool IsPrivate => (Mode & OfOthers) == UnixFileMode.None;

    /// <returns>Null where there is nothing.</returns>
    /// <exception cref="IOException">It cannot be looked at, or this system does not tell.</exception>
    public static UnixFile? Of(string path) => Look(path, LinuxFileStatus.Of, MacFileStatus.Of);

    /// <summary>Of an open file: whatever its name leads to by now.</summary>
    /// <exception cref="IOException">It cannot be looked at, or this system does not tell.</exception>
    public static UnixFile? Of(SafeFileHandle file) => Look(file, LinuxFileStatus.Of, MacFileStatus.Of);

    /// <param name="mode">The mode word of <c>stat(2)</c>.</param>
    /// <param name="owner">User id.</param>
    public static UnixFile OfModeWord(uint mode, uint owner)
    {
        var kind = (mode & TypeMask) switch
        {
            RegularType => UnixFileKind.File,
            FolderType => UnixFileKind.Folder,
            LinkType => UnixFileKind.Link,
            _ => UnixFileKind.Other,
        };
        return new UnixFile(kind, owner, (UnixFileMode)(mode & PermissionMask));
    }

    private static UnixFile? Look<T>(T subject, Func<T, UnixFile?> linux, Func<T, UnixFile?> mac)
    {
        try
        {
            return OperatingSystem.IsLinux() ? linux(subject)
                : OperatingSystem.IsMacOS() ? mac(subject)
                : throw new IOException("this system does not tell who owns a file");
        }
        catch (Exception failure) when (failure is EntryPointNotFoundException or DllNotFoundException)
        {
            throw new IOException("this system does not tell who owns a file", failure);
        }
    }
}
