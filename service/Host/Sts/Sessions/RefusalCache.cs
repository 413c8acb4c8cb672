using System.Collections.Concurrent;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>
/// Permanent STS refusals, kept for a few seconds: SDKs ask three to five times for each action of a user, and AWS would say the same.
/// Transient failures are never kept.
/// </summary>
internal sealed class RefusalCache(TimeProvider time)
{
    private const int Capacity = 10_000;

    /// <summary>As long as an SDK's retries last (boto3: three tries, one second apart).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<CredentialKey, (StsOutcome.Failed Refusal, DateTimeOffset Until)> _refusals = new();

    public StsOutcome.Failed? Find(CredentialKey key)
    {
        if (_refusals.IsEmpty || !_refusals.TryGetValue(key, out var entry))
        {
            return null;
        }

        if (time.GetUtcNow() < entry.Until)
        {
            return entry.Refusal;
        }

        _refusals.TryRemove(key, out _);
        return null;
    }

    /// <param name="key">What was asked for.</param>
    /// <param name="refusal">A permanent one.</param>
    public void Keep(CredentialKey key, StsOutcome.Failed refusal)
    {
        // Forgetting is safe: the next request asks AWS again.
        if (_refusals.Count >= Capacity)
        {
            _refusals.Clear();
        }

        _refusals[key] = (refusal, time.GetUtcNow() + Retention);
    }
}
