using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Credentials.Cache;

/// <summary>The folder that keeps sessions: its owner's alone, or not used at all.</summary>
/// <param name="path">Absolute.</param>
/// <param name="isAskedFor">Named on the command line; then it must work.</param>
internal sealed class CacheFolder(string path, bool isAskedFor)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <returns>Null where nothing says where it would be, and where files have no owners to check.</returns>
    public static CacheFolder? Choose(string? named, CommandEnvironment environment)
    {
        if (named is { Length: > 0 })
        {
            return new CacheFolder(Path.GetFullPath(named), isAskedFor: true);
        }

        // XDG Base Directory Specification: a relative path is to be ignored.
        var caches = environment.Setting("XDG_CACHE_HOME") is { } folder && Path.IsPathFullyQualified(folder) ? folder
            : environment.Home() is { } home ? Path.Combine(home, ".cache")
            : null;
        return caches is null ? null : new CacheFolder(Path.Combine(caches, "tokenbridge"), isAskedFor: false);
    }

    /// <returns>A miss without a fault where there can be no cache and nobody asked for one.</returns>
    public Result<SessionCache, CacheMiss> Open(TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            return isAskedFor ? CacheMiss.Distrusted("--cache needs a system with POSIX file modes; say --no-cache") : CacheMiss.AskTheService;
        }

        try
        {
            // Only where there is nothing: what is there is looked at, never followed or changed.
            if (UnixFile.Of(path) is null)
            {
                Directory.CreateDirectory(path, Mode);
            }

            return UnixFile.Of(path) switch
            {
                null => Unusable("cannot be looked at"),
                { Kind: UnixFileKind.Link } => CacheMiss.Distrusted($"the cache folder {path} is a symbolic link; name the folder itself with --cache, or say --no-cache"),
                { Kind: not UnixFileKind.Folder } => CacheMiss.Distrusted($"the cache folder {path} is no folder; remove it, name another with --cache, or say --no-cache"),
                { IsOwn: false } => CacheMiss.Distrusted($"the cache folder {path} belongs to another user; name one of your own with --cache, or say --no-cache"),
                { IsPrivate: false } => CacheMiss.Distrusted($"the cache folder {path} is open to others; fix it with: chmod 700 {path}"),
                _ => new SessionCache(path, time),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable($"cannot be made ({failure.GetType().Name})");
        }
    }

    /// <summary>A container whose disk takes nothing must still get credentials.</summary>
    private CacheMiss Unusable(string what) =>
        isAskedFor ? CacheMiss.Distrusted($"the cache folder {path} {what}; name another with --cache, or say --no-cache") : CacheMiss.AskTheService;
}
