namespace TokenBridge.Benchmarks.Scene;

/// <summary>The machine's clock, moved forward at once: sessions age by an hour without anybody waiting for it. Timers go on as they are.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public void Leap(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
