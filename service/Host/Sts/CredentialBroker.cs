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
    private readonly SingleFlight<CredentialKey, StsOutcome> _calls = new();

    /// <param name="grant">The decision.</param>
    /// <param name="callerToken">Sent on only by strategy PassThrough.</param>
    /// <param name="longest">What the caller wants no session to be longer than; null where it says nothing.</param>
    /// <param name="deadline">Ends this caller's wait, not the call.</param>
    /// <param name="earlier">By which the same decision found a session before, if it did: while it still says the same, it is not made anew.</param>
    public ValueTask<StsOutcome> ObtainAsync(
        Grant grant, ReadOnlyMemory<char> callerToken, TimeSpan? longest, CancellationToken deadline, CredentialKey? earlier = null)
    {
        var strategy = options.For(grant);
        var duration = durations.Shorten(EffectiveDuration.For(grant.Duration, strategy, options.MaxDuration, longest), grant.Role, strategy);
        var passesToken = strategy == SessionStrategy.PassThrough;
        var digest = passesToken ? Digest(callerToken.Span) : null;
        var key = earlier?.IsOf(grant, duration, strategy, digest) == true ? earlier : new CredentialKey(grant, duration, strategy, digest);
        var found = cache.Find(key);
        var renewal = SessionRenewalRule.For(found, time);
        if (renewal == SessionRenewal.HandOut && found is { } fresh)
        {
            metrics.CacheHit();
            return ValueTask.FromResult<StsOutcome>(FromCache(fresh.Session, key, duration));
        }

        if (refusals.Find(key) is { } refusal)
        {
            metrics.CacheRefusal();
            return ValueTask.FromResult<StsOutcome>(refusal);
        }

        var request = new StsRequest(grant, strategy, duration, passesToken ? callerToken.ToString() : null);
        if (found is { } old)
        {
            var kept = FromCache(old.Session, key, duration) with { IsOverdue = old.Age == SessionAge.Ending };
            return RenewAsync(key, request, kept, renewal, deadline);
        }

        metrics.CacheMiss();
        return new ValueTask<StsOutcome>(WaitAsync(Join(key, request), deadline));
    }

    private ValueTask<StsOutcome> RenewAsync(CredentialKey key, StsRequest request, StsOutcome.Assumed kept, SessionRenewal renewal, CancellationToken deadline)
    {
        if (renewal == SessionRenewal.HandOutStale)
        {
            metrics.CacheStale();
            return ValueTask.FromResult<StsOutcome>(kept);
        }

        var better = Join(key, request);
        if (renewal == SessionRenewal.HandOutAndRenew)
        {
            metrics.CacheHit();
            return ValueTask.FromResult<StsOutcome>(kept);
        }

        return new ValueTask<StsOutcome>(WaitForBetterAsync(key, better, kept, deadline));
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

    private Task<StsOutcome> Join(CredentialKey key, StsRequest request) => _calls.Join(key, () => CallAsync(key, request));

    private async Task<StsOutcome> CallAsync(CredentialKey key, StsRequest request)
    {
        // Another call for this key may have ended between this request's look at the cache and its turn here.
        if (cache.Find(key) is { Age: SessionAge.Fresh } fresh)
        {
            return FromCache(fresh.Session, key, request.Duration);
        }

        var (asked, outcome) = (key, await call.RunAsync(request));
        if (outcome is StsOutcome.Failed { TooLong: { } limit } && durations.Learn(limit, request) is { } shorter)
        {
            (asked, outcome) = (key.For(shorter.Duration), await call.RunAsync(shorter));
        }

        Keep(asked, outcome);
        return outcome;
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

    private static StsOutcome.Assumed FromCache(CachedSession session, CredentialKey key, EffectiveDuration duration) =>
        new(session.Credentials, FromCache: true) { Duration = duration, Key = key };

    private static string Digest(ReadOnlySpan<char> token)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        var length = Encoding.UTF8.GetBytes(token, bytes);
        return Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, length)));
    }
}
