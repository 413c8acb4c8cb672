using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Credentials;

/// <summary>The folder that keeps sessions: its owner's alone, or not used at all.</summary>
/// <param name="path">Absolute.</param>
/// <param name="isAskedFor">Named on the command line; then it must work.</param>
internal sealed class CacheFolder(string path, bool isAskedFor)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <returns>Null where nothing says where it would be, and where files have no owners to check.</returns>
    public static CacheFolder? Choose(string? named, CommandEnvironment surroundings)
    {
        if (named is { Length: > 0 })
        {
            return new CacheFolder(Path.GetFullPath(named), isAskedFor: true);
        }

        // XDG Base Directory Specification: a relative path is to be ignored.
        var caches = surroundings.Setting("XDG_CACHE_HOME") is { } folder && Path.IsPathFullyQualified(folder) ? folder
            : surroundings.Home() is { } home ? Path.Combine(home, ".cache")
            : null;
        return caches is null ? null : new CacheFolder(Path.Combine(caches, "tokenbridge"), isAskedFor: false);
    }

    /// <returns>The cache; or why it must not be used; or neither, where there can be none and nobody asked for one.</returns>
    public (SessionCache? Cache, string? Fault) Open(TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            return isAskedFor ? (null, "--cache needs a system with POSIX file modes; say --no-cache") : default;
        }

        try
        {
            // Only where there is nothing: what is there is looked at, never followed or mended.
            if (UnixFile.Of(path) is null)
            {
                Directory.CreateDirectory(path, Mode);
            }

            return UnixFile.Of(path) switch
            {
                null => Unusable("cannot be looked at"),
                { Kind: UnixFileKind.Link } => (null, $"the cache folder {path} is a symbolic link; name the folder itself with --cache, or say --no-cache"),
                { Kind: not UnixFileKind.Folder } => (null, $"the cache folder {path} is no folder; remove it, name another with --cache, or say --no-cache"),
                { IsOwn: false } => (null, $"the cache folder {path} belongs to another user; name one of your own with --cache, or say --no-cache"),
                { IsPrivate: false } => (null, $"the cache folder {path} is open to others; mend it with: chmod 700 {path}"),
                _ => (new SessionCache(path, time), null),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable($"cannot be made ({failure.GetType().Name})");
        }
    }

    /// <summary>A container whose disk takes nothing must still get credentials.</summary>
    private (SessionCache? Cache, string? Fault) Unusable(string what) =>
        isAskedFor ? (null, $"the cache folder {path} {what}; name another with --cache, or say --no-cache") : default;
}
