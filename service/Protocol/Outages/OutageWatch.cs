namespace TokenBridge.Protocol.Outages;

/// <summary>
/// Notices when something outside begins and ceases to fail, and says which of it is worth a line: the begin at once, its end where the begin was told,
/// and what flaps no more than once in <see cref="Pause"/>.
/// </summary>
internal sealed class OutageWatch(TimeProvider time)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private volatile bool _fails;
    private bool _isTold;
    private long _since;
    private long? _toldAt;

    /// <returns>Whether it is to be said that it fails.</returns>
    public bool Failed()
    {
        lock (_turn)
        {
            if (!_fails)
            {
                (_fails, _since) = (true, time.GetTimestamp());
            }

            if (_isTold || (_toldAt is { } told && time.GetElapsedTime(told) < Pause))
            {
                return false;
            }

            (_isTold, _toldAt) = (true, time.GetTimestamp());
            return true;
        }
    }

    /// <returns>How long it failed, where it is to be said that it does so no more; null for nothing to say.</returns>
    public TimeSpan? Succeeded()
    {
        if (!_fails)
        {
            return null;
        }

        lock (_turn)
        {
            var wasTold = _isTold;
            (_fails, _isTold) = (false, false);
            return wasTold ? time.GetElapsedTime(_since) : null;
        }
    }
}
