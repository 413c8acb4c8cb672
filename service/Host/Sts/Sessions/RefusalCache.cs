namespace TokenBridge.Host.Sts.Sessions;

/// <summary>
/// Permanent STS refusals, kept for a few seconds: SDKs ask three to five times for each action of a user, and AWS would say the same.
/// Transient failures are never kept.
/// </summary>
internal sealed class RefusalCache(TimeProvider time)
{
    /// <summary>As long as an SDK's retries last (boto3: three tries, one second apart).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromSeconds(5);

    private readonly BriefMemory<CredentialKey, StsOutcome.Failed> _refusals = new(Retention, time);

    public StsOutcome.Failed? Find(CredentialKey key) => _refusals.TryRecall(key, out var refusal) ? refusal : null;

    /// <param name="key">What was asked for.</param>
    /// <param name="refusal">A permanent one.</param>
    public void Keep(CredentialKey key, StsOutcome.Failed refusal) => _refusals.Keep(key, refusal);
}
