using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Exchange;

/// <summary>
/// What is remembered of a token is held against deciding anew, in random histories of one service: rules change and come back, keys are rotated,
/// tokens revoked, time passes, and callers name other roles and come from other addresses.
/// </summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class RememberedExchangeTests
{
    private const int StepsOfEach = 50;

    /// <summary>Each goes through the whole exchange, half a second for one: a hundred thousand steps would take CI twenty minutes.</summary>
    private const int MostHistories = 200;

    /// <summary>Mostly questions, and the same ones again and again: without that nothing would ever be remembered.</summary>
    private static readonly Gen<HistoryStep> Steps = Gen.Frequency(
        (60, Gen.Constant(new HistoryStep.AskAgain()).Select(step => (HistoryStep)step)),
        (30, from token in Gen.Choose(0, ExchangeHistory.Tokens - 1)
             from role in Gen.Choose(0, ExchangeHistory.Roles.Count - 1)
             from address in Gen.Choose(0, ExchangeHistory.Addresses.Count - 1)
             select (HistoryStep)new HistoryStep.Ask(token, role, address)),
        (8, from role in Gen.Choose(0, ExchangeHistory.Roles.Count - 1) select (HistoryStep)new HistoryStep.NameRole(role)),
        (8, from address in Gen.Choose(0, ExchangeHistory.Addresses.Count - 1) select (HistoryStep)new HistoryStep.Move(address)),
        (5, from rules in Gen.Choose(0, ExchangeHistory.RuleSets.Count - 1) select (HistoryStep)new HistoryStep.Reload(rules)),
        (5, from seconds in Gen.Choose(1, 100) select (HistoryStep)new HistoryStep.Wait(seconds)),
        (2, Gen.Constant(new HistoryStep.Revoke()).Select(step => (HistoryStep)step)),
        (1, Gen.Constant(new HistoryStep.RotateKeys()).Select(step => (HistoryStep)step)));

    [Fact]
    public async Task Every_exchange_says_what_it_would_say_if_nothing_were_remembered()
    {
        await using var history = await ExchangeHistory.BeginAsync();
        PropertyCases.Check(Gen.ArrayOf(Steps, StepsOfEach), steps => Holds(history, steps), casesOfEach: StepsOfEach, most: MostHistories);

        // Both happened, or nothing was shown.
        history.Remembered.ShouldBeGreaterThan(50);
        history.Anew.ShouldBeGreaterThan(50);
        history.Refused.ShouldBeGreaterThan(10);
    }

    private static bool Holds(ExchangeHistory history, HistoryStep[] steps)
    {
        history.RunAsync(steps).GetAwaiter().GetResult();
        return true;
    }
}
