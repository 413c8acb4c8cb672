using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tests.Sts;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class StsOutageTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(clock: _clock, settings: ("Sts:Deadline", "00:00:00.900"));

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task A_slow_sts_costs_the_caller_the_deadline_and_no_more_and_its_answer_is_kept_for_the_next()
    {
        _bridge.Sts.Disturbances.CloseGate();
        var first = _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice"));
        await _bridge.Sts.Requests.WaitForAsync(1);

        _clock.Advance(TimeSpan.FromMilliseconds(901));

        await first.ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_timeout");

        _bridge.Sts.Disturbances.OpenGate();
        await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        _bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_callers_of_one_identity_make_one_call()
    {
        _bridge.Sts.Disturbances.CloseGate();
        var token = _bridge.TokenOf("alice");
        var calls = Enumerable.Range(0, 1_000).Select(_ => _bridge.GetAsync("/v1/credentials", token)).ToList();
        await _bridge.Sts.Requests.WaitForAsync(1);

        _bridge.Sts.Disturbances.OpenGate();

        var keys = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            keys.Add((await call.ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString());
        }

        keys.Count.ShouldBe(1);
        _bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_who_goes_away_takes_nothing_from_the_others()
    {
        _bridge.Sts.Disturbances.CloseGate();
        var token = _bridge.TokenOf("alice");
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.TryAddWithoutValidation("Authorization", token);
        var first = _bridge.Client.SendAsync(request, gone.Token);
        await _bridge.Sts.Requests.WaitForAsync(1);
        var second = _bridge.GetAsync("/v1/credentials", token);

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        _bridge.Sts.Disturbances.OpenGate();

        await second.ShouldBeCredentialsAsync();
        _bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_fails_fails_everybody_who_waits_for_it_and_is_made_once_more_for_all_who_come_back()
    {
        // Asked of the broker itself: all of them wait before the first answer, which over HTTP nobody could know.
        var broker = _bridge.Services.GetRequiredService<CredentialBroker>();
        _bridge.Sts.Disturbances.Fault = new QueryFault(500, "InternalFailure", "no");
        var waiting = AskAll();
        await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        (await Task.WhenAll(waiting)).ShouldAllBe(outcome => ((StsOutcome.Failed)outcome).Failure == StsFailure.StsUnavailable);
        _bridge.Sts.Requests.All.Count.ShouldBe(2);

        _bridge.Sts.Disturbances.Fault = null;
        (await Task.WhenAll(AskAll())).ShouldAllBe(outcome => outcome is StsOutcome.Assumed);
        _bridge.Sts.Requests.All.Count.ShouldBe(3);

        List<Task<StsOutcome>> AskAll() => [.. Enumerable.Range(0, 1_000).Select(_ => broker.ObtainAsync(StsScenes.Grant, default, null, CancellationToken.None).AsTask())];
    }

    [Fact]
    public async Task A_single_throttling_is_retried_within_the_deadline()
    {
        _bridge.Sts.Disturbances.Throttle(1);
        var call = _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice"));
        await _bridge.Sts.Requests.WaitForAsync(1);
        await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));

        _clock.Advance(TimeSpan.FromMilliseconds(500));

        await call.ShouldBeCredentialsAsync();
        _bridge.Sts.Requests.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Throttling_that_goes_on_is_a_503_and_not_the_callers_fault()
    {
        _bridge.Sts.Disturbances.Throttle(100);

        await RetriedAsync(503, "ServiceUnavailable", "sts_throttled");
    }

    [Fact]
    public async Task An_sts_that_is_down_is_a_503()
    {
        _bridge.Sts.Disturbances.IsDown = true;

        await RetriedAsync(503, "ServiceUnavailable", "sts_unavailable");
    }

    [Fact]
    public async Task An_sts_that_denies_is_a_403_that_is_remembered_for_some_seconds()
    {
        _bridge.Sts.Disturbances.DeniedRoles["arn:aws:iam::111122223333:role/ds-vision"] = true;
        var token = _bridge.TokenOf("alice");
        await _bridge.GetAsync("/v1/credentials", token).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
        await _bridge.GetAsync("/v1/credentials", token).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
        _bridge.Sts.Requests.All.Count.ShouldBe(1);

        _clock.Advance(TimeSpan.FromSeconds(5));
        _bridge.Sts.Disturbances.DeniedRoles.Clear();

        await _bridge.GetAsync("/v1/credentials", token).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task What_sts_said_goes_to_the_audit_log_and_not_to_the_caller()
    {
        _bridge.Sts.Disturbances.DeniedRoles["arn:aws:iam::111122223333:role/ds-vision"] = true;

        var refusal = await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");

        refusal.ToString().ShouldNotContain("not authorized to perform");
        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("detail").GetString()!.ShouldContain("STS answered 403 AccessDenied");
        record.GetProperty("detail").GetString()!.ShouldContain("sts:TagSession");
    }

    [Fact]
    public async Task Credentials_of_another_role_are_thrown_away()
    {
        _bridge.Sts.Disturbances.AnswersForRole = RoleArn.Parse("arn:aws:iam::111122223333:role/ds-speech");

        await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");
    }

    [Fact]
    public async Task Credentials_that_have_expired_already_are_thrown_away()
    {
        _bridge.Sts.Disturbances.AnswersExpiration = _clock.GetUtcNow() - TimeSpan.FromMinutes(1);

        await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");
    }

    [Fact]
    public async Task Credentials_without_an_expiry_are_thrown_away()
    {
        _bridge.Sts.Disturbances.OmitsExpiration = true;

        await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");
    }

    [Theory]
    [InlineData(403, "ExpiredToken")]
    [InlineData(403, "InvalidClientTokenId")]
    [InlineData(403, "SignatureDoesNotMatch")]
    public async Task Refused_credentials_of_the_service_itself_are_its_own_fault(int status, string code)
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(status, code, "The security token included in the request is invalid");

        await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "service_credentials");
    }

    [Theory]
    [InlineData(400, "PackedPolicyTooLarge")]
    [InlineData(400, "ValidationError")]
    [InlineData(403, "RegionDisabledException")]
    public async Task What_aws_will_refuse_again_is_a_403(int status, string code)
    {
        _bridge.Sts.Disturbances.Fault = new QueryFault(status, code, "Packed size of session tags consumes 138% of allotted space.");

        var refusal = await _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");

        refusal.ToString().ShouldNotContain("138%");
    }

    private async Task RetriedAsync(int status, string code, string reason)
    {
        var call = _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice"));
        await _bridge.Sts.Requests.WaitForAsync(1);
        await _clock.TimerAsync(due => due < TimeSpan.FromMilliseconds(500));
        _clock.Advance(TimeSpan.FromMilliseconds(500));

        await call.ShouldBeRefusalAsync(status, code, reason);
        _bridge.Sts.Requests.All.Count.ShouldBe(2);
    }
}
