using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Tests;

public sealed class EmbeddedStsDisturbancesTests : IAsyncLifetime
{
    private StsScene _scene = null!;

    public async Task InitializeAsync() => _scene = await StsScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Behind_a_closed_gate_requests_arrive_but_are_not_answered()
    {
        _scene.Sts.Disturbances.CloseGate();
        var call = _scene.AssumeRoleAsync();
        await _scene.Sts.Requests.WaitForAsync(1);

        call.IsCompleted.ShouldBeFalse();
        _scene.Sts.Disturbances.OpenGate();

        (await call).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task So_many_calls_are_throttled_and_no_more()
    {
        _scene.Sts.Disturbances.Throttle(2);

        await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(), 400, "Throttling");
        await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(), 400, "Throttling");
        (await _scene.AssumeRoleAsync()).Credentials.ShouldNotBeNull();
        _scene.Sts.Requests.Count("AssumeRole").ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_is_down_gives_no_answer_at_all()
    {
        _scene.Sts.Disturbances.IsDown = true;

        await Should.ThrowAsync<IOException>(() => _scene.AssumeRoleAsync());
    }

    [Fact]
    public async Task A_denied_role_denies_everybody_until_it_is_let_go()
    {
        _scene.Sts.Disturbances.DeniedRoles[StsScene.Role] = true;
        await StsScene.RefusedAsync(() => _scene.AssumeRoleAsync(), 403, "AccessDenied");

        _scene.Sts.Disturbances.DeniedRoles.Clear();
        (await _scene.AssumeRoleAsync()).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task Answers_can_be_for_another_role_and_past_their_expiry()
    {
        _scene.Sts.Disturbances.AnswersForRole = RoleArn.Parse("arn:aws:iam::999900001111:role/prod");
        _scene.Sts.Disturbances.AnswersExpiration = _scene.Clock.GetUtcNow().AddSeconds(-1);

        var answer = await _scene.AssumeRoleAsync();

        answer.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::999900001111:assumed-role/prod/alice");
        answer.Credentials.Expiration!.Value.ToUniversalTime().ShouldBe(_scene.Clock.GetUtcNow().UtcDateTime.AddSeconds(-1));
    }

    [Fact]
    public async Task Answers_can_lack_their_expiry()
    {
        _scene.Sts.Disturbances.OmitsExpiration = true;

        (await _scene.AssumeRoleAsync()).Credentials.Expiration.ShouldBeNull();
    }
}
