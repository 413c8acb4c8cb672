using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly.Registry;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class StsCircuitsTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeLogger<StsCircuits> _log = new();
    private readonly StsCircuits _circuits;

    public StsCircuitsTests() =>
        _circuits = new StsCircuits(TestOptions.Sts, new ResiliencePipelineRegistry<CircuitKey>(CircuitKey.Naming), _clock, _log);

    [Fact]
    public void Each_account_region_and_strategy_has_a_circuit_of_its_own()
    {
        var one = _circuits.For(Of(1));

        _circuits.For(Of(1)).ShouldBeSameAs(one);
        _circuits.For(Of(2)).ShouldNotBeSameAs(one);
        _circuits.For(StsScenes.Request(Of(1).Grant with { Region = "eu-west-1" })).ShouldNotBeSameAs(one);
        _circuits.For(StsScenes.Request(Of(1).Grant, SessionStrategy.WebIdentity)).ShouldNotBeSameAs(one);
    }

    [Fact]
    public void Beyond_a_thousand_the_rest_share_one()
    {
        var known = Enumerable.Range(0, 1_000).Select(account => _circuits.For(Of(account))).ToList();
        known.Distinct().Count().ShouldBe(1_000);

        var other = _circuits.For(Of(1_000));

        known.ShouldNotContain(other);
        _circuits.For(Of(1_001)).ShouldBeSameAs(other);
        _circuits.For(Of(999)).ShouldBeSameAs(known[999]);
    }

    [Fact]
    public async Task A_circuit_that_opens_and_closes_is_logged_with_its_account()
    {
        for (var call = 0; call < StsCircuits.LeastAttempts / 2; call++)
        {
            var failing = RunAsync(new StsOutcome.Failed(StsFailure.StsUnavailable, "down"));
            await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await failing;
        }

        _log.LatestRecord.Level.ShouldBe(LogLevel.Warning);
        _log.LatestRecord.Message.ShouldBe("STS fails for account 000000000001 in eu-central-1: left alone for 5 s, cached sessions go on being handed out");

        _clock.Advance(StsCircuits.Break);
        await RunAsync(new StsOutcome.Failed(StsFailure.StsRefused, "an answer"));

        _log.LatestRecord.Message.ShouldBe("STS answers again for account 000000000001 in eu-central-1");
    }

    private Task<StsOutcome> RunAsync(StsOutcome outcome) => _circuits.For(Of(1)).ExecuteAsync(_ => ValueTask.FromResult(outcome)).AsTask();

    private static StsRequest Of(int account) => StsScenes.Request(StsScenes.Grant with { Role = RoleArn.Parse($"arn:aws:iam::{account:D12}:role/ds-vision") });
}
