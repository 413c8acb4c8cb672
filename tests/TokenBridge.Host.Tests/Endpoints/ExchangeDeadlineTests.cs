using TokenBridge.Host.Exchange;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class ExchangeDeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(900);

    private readonly ManualClock _clock = new();
    private readonly ExchangeDeadline _deadline;

    public ExchangeDeadlineTests() =>
        _deadline = new ExchangeDeadline(TestOptions.Sts with { Deadline = Limit }, _clock);

    [Fact]
    public void It_ends_at_its_time_and_not_before()
    {
        var token = _deadline.Next();

        _clock.Advance(Limit - TimeSpan.FromTicks(1));
        token.IsCancellationRequested.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromTicks(1));
        token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Requests_of_one_moment_share_one()
    {
        _deadline.Next().ShouldBe(_deadline.Next());
    }

    [Fact]
    public void No_request_waits_longer_than_the_deadline_and_none_is_cut_short_by_more_than_a_slice()
    {
        _deadline.Next();
        _clock.Advance(ExchangeDeadline.Slice - TimeSpan.FromTicks(1));
        var late = _deadline.Next();

        _clock.Advance(Limit - ExchangeDeadline.Slice);
        late.IsCancellationRequested.ShouldBeFalse();

        _clock.Advance(ExchangeDeadline.Slice);
        late.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_request_never_begins_with_a_deadline_that_has_passed()
    {
        var first = _deadline.Next();
        _clock.Advance(Limit);
        first.IsCancellationRequested.ShouldBeTrue();

        // Back into the first one's slice, as when a clock is set.
        _clock.Set(ManualClock.Start);

        _deadline.Next().IsCancellationRequested.ShouldBeFalse();
    }
}
