using TokenBridge.Protocol.Files;

namespace TokenBridge.Cli.Credentials.Tokens;

/// <summary>
/// Who else may read a token file: whoever has the token has its owner's roles. It is said and not refused, because the file is another program's, such as
/// an orchestrator's, which may give it no other mode.
/// </summary>
internal static class TokenFileAccess
{
    /// <param name="path">Absolute. Links are followed: the mode of a link means nothing.</param>
    /// <returns>Null where all is well, where it is no plain file, and where the system does not tell.</returns>
    public static string? Warning(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return UnixFile.Of(target) switch
            {
                { Kind: UnixFileKind.File, IsPrivate: false, IsOwn: true } => $"the token file {path} is open to others, who may have read it; fix it with: chmod 600 {path}",
                { Kind: UnixFileKind.File, IsPrivate: false } => $"the token file {path} is open to others; have whoever writes it give it mode 600",
                _ => null,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
