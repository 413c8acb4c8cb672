using Microsoft.Extensions.Time.Testing;

namespace TokenBridge.Testing;

/// <summary>A clock that stands until a test moves it, and that tells when somebody has begun to wait on it.</summary>
internal sealed class ManualClock(DateTimeOffset? start = null) : FakeTimeProvider(start ?? Start)
{
    /// <summary>Where the clock stands at first, and the <c>iat</c> of test tokens.</summary>
    public static new readonly DateTimeOffset Start = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<SeenTimer> _timers = [];
    private readonly List<(Predicate<TimeSpan> Due, TaskCompletionSource Seen)> _waiting = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SeenTimer(this, base.CreateTimer(callback, state, dueTime, period));
        See(timer, dueTime);
        return timer;
    }

    /// <summary>Sets the clock without running any timer: back as well as forward.</summary>
    public void Set(DateTimeOffset now) => AdjustTime(now);

    /// <summary>Until somebody waits for so long, measured from now: the way to know that a background loop has gone to sleep.</summary>
    public Task TimerAsync(Predicate<TimeSpan> due)
    {
        lock (_gate)
        {
            var now = GetUtcNow();
            if (_timers.Exists(timer => timer.DueAt > now && due(timer.DueAt - now)))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((due, seen));
            return seen.Task;
        }
    }

    private void See(SeenTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            timer.DueAt = GetUtcNow() + dueTime;
            _timers.Add(timer);
            foreach (var waiting in _waiting.Where(waiting => waiting.Due(dueTime)).ToList())
            {
                _waiting.Remove(waiting);
                waiting.Seen.SetResult();
            }
        }
    }

    private sealed class SeenTimer(ManualClock clock, ITimer inner) : ITimer
    {
        /// <summary>For the first time.</summary>
        public DateTimeOffset DueAt { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            clock.See(this, dueTime);
            return changed;
        }

        public void Dispose()
        {
            clock.See(this, Timeout.InfiniteTimeSpan);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.See(this, Timeout.InfiniteTimeSpan);
            return inner.DisposeAsync();
        }
    }
}
