using TokenBridge.Host.Sts.Sessions;

namespace TokenBridge.Host.Tests.Sts;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();
    private int _calls;

    [Fact]
    public async Task A_hundred_who_ask_at_once_share_one_call()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Enumerable.Range(0, 100).AsParallel().Select(_ => _flights.Join("a", () => Call(gate.Task))).ToList();

        gate.SetResult(7);

        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer == 7);
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task Another_key_is_another_call()
    {
        await Task.WhenAll(_flights.Join("a", () => Call(Task.FromResult(1))), _flights.Join("b", () => Call(Task.FromResult(2))));

        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task When_it_has_ended_the_next_one_calls_anew_also_after_a_failure()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _flights.Join("a", () => throw new InvalidOperationException("no")));

        (await _flights.Join("a", () => Call(Task.FromResult(1)))).ShouldBe(1);
        (await _flights.Join("a", () => Call(Task.FromResult(2)))).ShouldBe(2);
    }

    private Task<int> Call(Task<int> answer)
    {
        Interlocked.Increment(ref _calls);
        return answer;
    }
}
