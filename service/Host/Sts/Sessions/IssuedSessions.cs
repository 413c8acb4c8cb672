using System.Collections.Concurrent;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>
/// The sessions that this process has got, by access key id, so that it can tell a holder whose they are. They stay here when the cache has
/// replaced them, because their holders go on using them; bounded by the capacity of the cache.
/// </summary>
internal sealed class IssuedSessions(CredentialCacheOptions options)
{
    /// <summary>How many entries one insertion looks at when there is no room.</summary>
    private const int EvictionSample = 16;

    private readonly ConcurrentDictionary<string, AwsCredentials> _sessions = new(StringComparer.Ordinal);

    /// <returns>Null where it was not issued here, or is forgotten; expired ones may be returned.</returns>
    public AwsCredentials? Find(string accessKeyId) => _sessions.GetValueOrDefault(accessKeyId);

    public void Add(AwsCredentials credentials)
    {
        _sessions[credentials.AccessKeyId] = credentials;
        while (_sessions.Count > options.Capacity
            && _sessions.Where(entry => entry.Key != credentials.AccessKeyId).Take(EvictionSample).MinBy(entry => entry.Value.Expiration) is { Key: not null } victim)
        {
            _sessions.TryRemove(victim);
        }
    }
}
