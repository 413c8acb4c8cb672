namespace TokenBridge.Host.Sts.Sessions;

/// <summary>
/// The sessions that this process has got, by access key id, so that it can tell a holder whose they are. They stay here when the cache has
/// replaced them, because their holders go on using them; bounded by the capacity of the cache.
/// </summary>
internal sealed class IssuedSessions(CredentialCacheOptions options)
{
    private readonly BoundedSessions<string, AwsCredentials> _sessions = new(options.Capacity, static credentials => credentials.Expiration);

    /// <returns>Null where it was not issued here, or is forgotten; expired ones may be returned.</returns>
    public AwsCredentials? Find(string accessKeyId) => _sessions.TryGet(accessKeyId, out var credentials) ? credentials : null;

    public void Add(AwsCredentials credentials) => _sessions.Store(credentials.AccessKeyId, credentials);
}
