using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Mapping;

namespace TokenBridge.Sts;

/// <summary>
/// Gets credentials for a grant: from the cache, from a call that is already under way for the same key, or from STS.
/// A call belongs to no single caller: whoever goes away or runs out of time leaves it running for the others and for the cache.
/// </summary>
internal sealed class CredentialBroker(
    StsOptions options,
    CredentialCache cache,
    RefusalMemory refusals,
    StsCall call,
    StsMetrics metrics)
{
    private readonly ConcurrentDictionary<CredentialKey, Lazy<Task<StsOutcome>>> _underWay = new();

    /// <param name="grant">The decision.</param>
    /// <param name="callerToken">Sent on only by strategy PassThrough.</param>
    /// <param name="deadline">Ends this caller's wait, not the call.</param>
    public ValueTask<StsOutcome> ObtainAsync(Grant grant, ReadOnlyMemory<char> callerToken, CancellationToken deadline)
    {
        var strategy = options.For(grant);
        var duration = EffectiveDuration.For(grant.Duration, strategy, options.MaxDuration);
        var passesToken = strategy == StsStrategy.PassThrough;
        var key = new CredentialKey(grant, duration, strategy, passesToken ? Digest(callerToken.Span) : null);

        if (cache.TryGet(key, out var credentials))
        {
            metrics.CacheHit();
            return ValueTask.FromResult<StsOutcome>(new StsOutcome.Assumed(credentials, FromCache: true) { Duration = duration });
        }

        if (refusals.Find(key) is { } refusal)
        {
            metrics.CacheRefusal();
            return ValueTask.FromResult<StsOutcome>(refusal);
        }

        metrics.CacheMiss();
        var request = new StsRequest(grant, strategy, duration, passesToken ? callerToken.ToString() : null);
        return new ValueTask<StsOutcome>(JoinAsync(key, request, deadline));
    }

    private async Task<StsOutcome> JoinAsync(CredentialKey key, StsRequest request, CancellationToken deadline)
    {
        var shared = _underWay.GetOrAdd(key, _ => new Lazy<Task<StsOutcome>>(() => CallAsync(key, request)));
        try
        {
            return await shared.Value.WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new StsOutcome.Failed(StsFailure.StsTimeout, $"no answer from STS within {options.Deadline:c}; the call goes on");
        }
    }

    private async Task<StsOutcome> CallAsync(CredentialKey key, StsRequest request)
    {
        // Off the first caller's stack: even a call that fails at once must not run inside GetOrAdd.
        await Task.Yield();
        try
        {
            // Another call for this key may have ended between this request's look at the cache and its turn here.
            if (cache.TryGet(key, out var credentials))
            {
                return new StsOutcome.Assumed(credentials, FromCache: true) { Duration = request.Duration };
            }

            var outcome = await call.RunAsync(request);
            switch (outcome)
            {
                case StsOutcome.Assumed assumed:
                    cache.Store(key, assumed.Credentials);
                    break;
                case StsOutcome.Failed failed:
                    refusals.Keep(key, failed);
                    break;
            }

            return outcome;
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    private static string Digest(ReadOnlySpan<char> token)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        var length = Encoding.UTF8.GetBytes(token, bytes);
        return Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, length)));
    }
}
