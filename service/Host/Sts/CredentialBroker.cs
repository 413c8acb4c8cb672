using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts;

/// <summary>
/// Gets credentials for a grant: from the cache, from a call that is already under way for the same key, or from STS.
/// A call belongs to no single caller: whoever goes away or runs out of time leaves it running for the others and for the cache.
/// </summary>
internal sealed class CredentialBroker(
    StsOptions options,
    CredentialCache cache,
    IssuedSessions issued,
    RefusalCache refusals,
    RoleDurations durations,
    StsCall call,
    StsMetrics metrics,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<CredentialKey, Lazy<Task<StsOutcome>>> _underWay = new();

    /// <param name="grant">The decision.</param>
    /// <param name="callerToken">Sent on only by strategy PassThrough.</param>
    /// <param name="longest">What the caller wants no session to be longer than; null for no wish.</param>
    /// <param name="deadline">Ends this caller's wait, not the call.</param>
    public ValueTask<StsOutcome> ObtainAsync(Grant grant, ReadOnlyMemory<char> callerToken, TimeSpan? longest, CancellationToken deadline)
    {
        var strategy = options.For(grant);
        var duration = durations.Shorten(EffectiveDuration.For(grant.Duration, strategy, options.MaxDuration, longest), grant.Role, strategy);
        var passesToken = strategy == SessionStrategy.PassThrough;
        var key = new CredentialKey(grant, duration, strategy, passesToken ? Digest(callerToken.Span) : null);
        var cached = cache.Find(key);
        if (cached is { Age: SessionAge.Fresh } fresh)
        {
            metrics.CacheHit();
            return ValueTask.FromResult<StsOutcome>(FromCache(fresh.Session, duration));
        }

        if (refusals.Find(key) is { } refusal)
        {
            metrics.CacheRefusal();
            return ValueTask.FromResult<StsOutcome>(refusal);
        }

        var request = new StsRequest(grant, strategy, duration, passesToken ? callerToken.ToString() : null);
        if (cached is { } old)
        {
            return RenewAsync(key, request, old.Session, old.Age, deadline);
        }

        metrics.CacheMiss();
        return new ValueTask<StsOutcome>(WaitAsync(Join(key, request), deadline));
    }

    /// <summary>While AWS gives nothing better, a session is good until its end: an outage of STS is noticed by those alone who come for the first time.</summary>
    private ValueTask<StsOutcome> RenewAsync(CredentialKey key, StsRequest request, CachedSession old, SessionAge age, CancellationToken deadline)
    {
        var kept = FromCache(old, request.Duration) with { IsOverdue = age == SessionAge.Ending };
        if (!old.MayRenewAt(time.GetUtcNow()))
        {
            metrics.CacheStale();
            return ValueTask.FromResult<StsOutcome>(kept);
        }

        var renewal = Join(key, request);
        if (age == SessionAge.Aging)
        {
            metrics.CacheHit();
            return ValueTask.FromResult<StsOutcome>(kept);
        }

        return new ValueTask<StsOutcome>(WaitForBetterAsync(key, renewal, kept, deadline));
    }

    private async Task<StsOutcome> WaitForBetterAsync(CredentialKey key, Task<StsOutcome> renewal, StsOutcome.Assumed old, CancellationToken deadline)
    {
        var outcome = await WaitAsync(renewal, deadline);

        // What AWS refuses for good is over now, not when the old session ends.
        if (outcome is not StsOutcome.Failed { Failure: not StsFailure.StsRefused })
        {
            metrics.CacheMiss();
            return outcome;
        }

        cache.Postpone(key);
        metrics.CacheStale();
        return old;
    }

    private async Task<StsOutcome> WaitAsync(Task<StsOutcome> shared, CancellationToken deadline)
    {
        try
        {
            return await shared.WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new StsOutcome.Failed(StsFailure.StsTimeout, $"no answer from STS within {options.Deadline:c}; the call goes on");
        }
    }

    private Task<StsOutcome> Join(CredentialKey key, StsRequest request) =>
        _underWay.GetOrAdd(key, _ => new Lazy<Task<StsOutcome>>(() => CallAsync(key, request))).Value;

    private async Task<StsOutcome> CallAsync(CredentialKey key, StsRequest request)
    {
        // Off the first caller's stack: even a call that fails at once must not run inside GetOrAdd.
        await Task.Yield();
        try
        {
            // Another call for this key may have ended between this request's look at the cache and its turn here.
            if (cache.Find(key) is { Age: SessionAge.Fresh } fresh)
            {
                return FromCache(fresh.Session, request.Duration);
            }

            var (asked, outcome) = (key, await call.RunAsync(request));
            if (outcome is StsOutcome.Failed { TooLong: { } limit } && durations.Learn(limit, request) is { } shorter)
            {
                (asked, outcome) = (key.For(shorter.Duration), await call.RunAsync(shorter));
            }

            Keep(asked, outcome);
            return outcome;
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    private void Keep(CredentialKey key, StsOutcome outcome)
    {
        switch (outcome)
        {
            case StsOutcome.Assumed assumed:
                cache.Store(key, assumed.Credentials);
                issued.Add(assumed.Credentials);
                break;
            case StsOutcome.Failed { Failure: StsFailure.StsRefused } refused:
                refusals.Keep(key, refused);
                cache.Remove(key);
                break;
            default:
                cache.Postpone(key);
                break;
        }
    }

    private static StsOutcome.Assumed FromCache(CachedSession session, EffectiveDuration duration) => new(session.Credentials, FromCache: true) { Duration = duration };

    private static string Digest(ReadOnlySpan<char> token)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        var length = Encoding.UTF8.GetBytes(token, bytes);
        return Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, length)));
    }
}
