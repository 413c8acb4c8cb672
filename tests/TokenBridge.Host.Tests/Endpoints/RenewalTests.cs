using TokenBridge.Development.Realm;
using TokenBridge.Protocol.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>Sessions of one hour as they age, while STS is well, slow, down or refuses.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());
    private Bridge _bridge = null!;
    private string? _first;

    public async Task InitializeAsync()
    {
        _bridge = await Bridge.StartAsync(clock: _clock, settings: ("Sts:Deadline", "00:00:00.900"));
        _first = await KeyAsync();
    }

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task After_half_of_its_life_a_session_is_handed_out_while_the_next_one_is_fetched()
    {
        _clock.Advance(TimeSpan.FromMinutes(31));
        _bridge.Sts.Disturbances.CloseGate();

        (await KeyAsync()).ShouldBe(_first);
        (await KeyAsync()).ShouldBe(_first);

        await _bridge.Sts.Requests.WaitForAsync(2);
        _bridge.Sts.Disturbances.OpenGate();
        var key = _first;
        for (var asked = 0; asked < 10_000 && key == _first; asked++)
        {
            key = await KeyAsync();
        }

        key.ShouldNotBe(_first);
        _bridge.Sts.Requests.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_asks_when_sdks_want_a_better_session_gets_a_better_one()
    {
        _clock.Advance(TimeSpan.FromMinutes(46));

        (await KeyAsync()).ShouldNotBe(_first);
    }

    [Fact]
    public async Task While_sts_is_down_a_session_serves_until_a_minute_before_its_end()
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(503, "ServiceUnavailable", "down");
        foreach (var minutes in new[] { 46, 9, 3 })
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            (await RetriedAsync().ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString().ShouldBe(_first);
        }

        _clock.Advance(TimeSpan.FromSeconds(62));

        await RetriedAsync().ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unavailable");
    }

    [Fact]
    public async Task An_old_session_says_that_it_is_one_and_keeps_its_true_end()
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(503, "ServiceUnavailable", "down");
        var issued = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(50));

        using var response = await RetriedAsync();

        response.Headers.GetValues("TokenBridge-Notice").ShouldHaveSingleItem().ShouldContain("an earlier one");
        var expiration = (await Task.FromResult(response).ShouldBeCredentialsAsync()).GetProperty("Expiration").GetDateTimeOffset();
        (expiration - issued).ShouldBeInRange(TimeSpan.FromSeconds(3_598), TimeSpan.FromHours(1));
        (await _bridge.Audit.RecordAsync(2)).GetProperty("overdue").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_renewal_that_has_failed_is_not_waited_for_again_at_once()
    {
        _clock.Advance(TimeSpan.FromMinutes(46));
        _bridge.Sts.Disturbances.CloseGate();
        var waiting = GetAsync();
        await _bridge.Sts.Requests.WaitForAsync(2);
        _clock.Advance(TimeSpan.FromMilliseconds(901));
        (await waiting.ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString().ShouldBe(_first);

        (await KeyAsync()).ShouldBe(_first);

        _bridge.Sts.Requests.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_aws_refuses_for_good_is_over_at_once()
    {
        _bridge.Sts.Disturbances.DeniedRoles["arn:aws:iam::111122223333:role/ds-vision"] = true;
        _clock.Advance(TimeSpan.FromMinutes(46));

        await GetAsync().ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
        await GetAsync().ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
        _bridge.Sts.Requests.All.Count.ShouldBe(2);
    }

    /// <summary>The one retry waits on the clock of the test.</summary>
    private async Task<HttpResponseMessage> RetriedAsync()
    {
        var calls = _bridge.Sts.Requests.All.Count;
        var call = GetAsync();
        await _bridge.Sts.Requests.WaitForAsync(calls + 1);
        await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        return await call;
    }

    private async Task<string?> KeyAsync() => (await GetAsync().ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString();

    private Task<HttpResponseMessage> GetAsync() => _bridge.GetAsync("/v1/credentials", FreshToken());

    private string FreshToken()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return _bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims =>
        {
            claims["iat"] = now;
            claims["exp"] = now + 300;
        });
    }
}
