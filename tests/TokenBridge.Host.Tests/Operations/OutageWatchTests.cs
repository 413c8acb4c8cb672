using TokenBridge.Protocol.Outages;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class OutageWatchTests
{
    private readonly ManualClock _clock = new();
    private readonly OutageWatch _watch;

    public OutageWatchTests() => _watch = new OutageWatch(_clock);

    [Fact]
    public void The_begin_is_told_once_and_the_end_with_how_long_it_was()
    {
        _watch.Succeeded().ShouldBeNull();
        _watch.Failed().ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(5));
        _watch.Failed().ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(5));

        _watch.Succeeded().ShouldBe(TimeSpan.FromMinutes(10));
        _watch.Succeeded().ShouldBeNull();
    }

    [Fact]
    public void What_flaps_is_told_once_in_a_while()
    {
        var told = 0;
        for (var second = 0; second < 180; second++)
        {
            told += _watch.Failed() ? 1 : 0;
            told += _watch.Succeeded() is null ? 0 : 1;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        told.ShouldBe(6);
    }

    [Fact]
    public void What_began_in_the_pause_and_goes_on_is_told_when_the_pause_is_over_with_its_whole_length_at_the_end()
    {
        _watch.Failed().ShouldBeTrue();
        _watch.Succeeded().ShouldNotBeNull();
        _watch.Failed().ShouldBeFalse();
        _clock.Advance(OutageWatch.Pause);

        _watch.Failed().ShouldBeTrue();

        _watch.Succeeded().ShouldBe(OutageWatch.Pause);
    }

    [Fact]
    public void An_end_whose_begin_was_not_told_is_not_told_either()
    {
        _watch.Failed().ShouldBeTrue();
        _watch.Succeeded().ShouldNotBeNull();
        _watch.Failed().ShouldBeFalse();

        _watch.Succeeded().ShouldBeNull();
    }
}
