using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Exchange;

/// <summary>
/// Ends an exchange's waiting for keys and for STS. Requests that begin within the same few milliseconds share one cancellation, because
/// nearly all of them end without ever waiting, and a timer for each would cost more than what it guards.
/// </summary>
internal sealed class ExchangeDeadline(StsOptions sts, TimeProvider time)
{
    /// <summary>A request is cut off this much earlier than configured at most, and never later.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);

    private Shared _current = new(long.MinValue, CancellationToken.None);

    /// <summary>Cancelled when the caller that begins now has waited long enough.</summary>
    public CancellationToken Next()
    {
        var slice = time.GetTimestamp() / (long)(Slice.TotalSeconds * time.TimestampFrequency);
        var current = Volatile.Read(ref _current);
        if (current.Slice == slice && !current.Token.IsCancellationRequested)
        {
            return current.Token;
        }

        // Two requests may both get here; each goes with its own cancellation, and the later one is shared. Nobody disposes of it:
        // once its timer has fired nothing refers to it any more.
        var next = new Shared(slice, new CancellationTokenSource(sts.Deadline, time).Token);
        Volatile.Write(ref _current, next);
        return next.Token;
    }

    /// <param name="Slice">Number of the slice of time.</param>
    /// <param name="Token">Of the requests that begin in it.</param>
    private sealed record Shared(long Slice, CancellationToken Token);
}
