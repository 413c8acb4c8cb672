using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Cli.Credentials.Connection;

namespace TokenBridge.Cli.Credentials.Cache;

/// <summary>Sessions kept between runs, one file for each service, role and owner of a token.</summary>
internal sealed class SessionCache(string folder, TimeProvider time)
{
    /// <summary>No session of AWS lives longer.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    /// <summary>Never keyed by the token itself: Keycloak's changes every few minutes.</summary>
    public CacheEntry EntryFor(ServiceAddress service, string? role, TokenOwner owner)
    {
        RemoveOld();
        string?[] parts = [service.Root, role, owner.Issuer, owner.Subject, owner.Claims];
        var key = string.Concat(parts.Select(part => part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
        return new CacheEntry(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))), time);
    }

    /// <summary>Secrets do not lie about for longer than they are good for.</summary>
    private void RemoveOld()
    {
        try
        {
            var end = time.GetUtcNow() - LongestSession;
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => CacheEntry.IsOwnName(file.Name) && file.LastWriteTimeUtc < end.UtcDateTime))
            {
                file.Delete();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Tidying is not what the run is for.
        }
    }
}
