using TokenBridge.Development.Realm;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Protocol.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>STS refuses connections for one account and not for the other; the retry waits on the clock of the test.</summary>
public sealed class StsCircuitTests : IAsyncLifetime
{
    private const string TwoAccounts = """
        version: 1
        rules:
          - { id: one, when: everyone, grant: { name: one, role: "arn:aws:iam::111122223333:role/ds-vision" } }
          - { id: two, when: everyone, grant: { name: two, role: "arn:aws:iam::999900001111:role/prod-vision" } }
        """;

    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(rules: TwoAccounts, clock: _clock, settings: ("Sts:Deadline", "00:00:30"));

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task An_sts_that_keeps_failing_is_left_alone_for_one_account_and_not_for_the_others()
    {
        await BreakAsync();
        var calls = _bridge.Sts.Requests.All.Count;

        await GetAsync("one", 100).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unavailable");

        _bridge.Sts.Requests.All.Count.ShouldBe(calls);
        _bridge.Sts.Disturbances.Fault = null;
        await GetAsync("two", 100).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task It_is_tried_again_after_a_while()
    {
        await BreakAsync();
        _bridge.Sts.Disturbances.Fault = null;
        await GetAsync("one", 100).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unavailable");

        _clock.Advance(StsCircuits.Break);

        await GetAsync("one", 100).ShouldBeCredentialsAsync();
        await GetAsync("one", 101).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task The_audit_log_says_that_sts_was_not_asked()
    {
        await BreakAsync();
        var records = _bridge.Audit.Text.Split('\n').Length;
        await GetAsync("one", 100).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unavailable");

        (await _bridge.Audit.RecordAsync(records + 1)).GetProperty("detail").GetString()!.ShouldContain("not asked: STS has failed for account 111122223333 in eu-central-1");
    }

    [Fact]
    public async Task Refusals_break_nothing()
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(403, "AccessDenied", "no");
        for (var subject = 0; subject < 2 * StsCircuits.LeastAttempts; subject++)
        {
            await GetAsync("one", subject).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
        }

        _bridge.Sts.Disturbances.Fault = null;
        await GetAsync("one", 100).ShouldBeCredentialsAsync();
    }

    /// <summary>Two attempts each.</summary>
    private async Task BreakAsync()
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(503, "ServiceUnavailable", "down");
        for (var subject = 0; subject < StsCircuits.LeastAttempts / 2; subject++)
        {
            var calls = _bridge.Sts.Requests.All.Count;
            var call = GetAsync("one", subject);
            await _bridge.Sts.Requests.WaitForAsync(calls + 1);
            await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await call.ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unavailable");
        }
    }

    private Task<HttpResponseMessage> GetAsync(string role, int subject) => _bridge.GetAsync(
        $"/v1/credentials/{role}",
        _bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims =>
        {
            claims["sub"] = $"u-{subject}";
            claims["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds();
        }));
}
