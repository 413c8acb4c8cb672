using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

public sealed class AuditRecordTests : IAsyncLifetime
{
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync();

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task A_grant_is_one_record_that_leads_to_CloudTrail_and_to_the_rule()
    {
        var credentials = await _bridge.GetAsync("/v1/credentials/ds-vision", _bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var record = await _bridge.Audit.RecordAsync(1);

        record.GetProperty("event").GetString().ShouldBe("tokenbridge.exchange");
        record.GetProperty("outcome").GetString().ShouldBe("granted");
        record.GetProperty("status").GetInt32().ShouldBe(200);
        record.GetProperty("route").GetString().ShouldBe("container");
        record.GetProperty("requested_role").GetString().ShouldBe("ds-vision");
        record.GetProperty("issuer").GetString().ShouldBe("research");
        record.GetProperty("sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        record.GetProperty("client").GetString().ShouldBe("notebook");
        record.GetProperty("rule").GetString().ShouldBe("scientists");
        record.GetProperty("role").GetString().ShouldBe("arn:aws:iam::111122223333:role/ds-vision");
        record.GetProperty("session_name").GetString().ShouldBe("alice");
        record.GetProperty("source_identity").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        record.GetProperty("tags").GetProperty("team").GetString().ShouldBe("vision");
        record.GetProperty("strategy").GetString().ShouldBe("AssumeRole");
        record.GetProperty("from_cache").GetBoolean().ShouldBeFalse();
        record.GetProperty("access_key_id").GetString().ShouldBe(credentials.GetProperty("AccessKeyId").GetString());
        record.GetProperty("sts_request_id").GetString().ShouldNotBeNullOrEmpty();
        record.GetProperty("rules_hash").GetString()!.Length.ShouldBe(64);
        record.GetProperty("source_ip").GetString().ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_refusal_is_one_record_with_its_reason_and_the_id_that_the_caller_saw()
    {
        var refusal = await _bridge.GetAsync("/v1/credentials/prod-vision", _bridge.TokenOf("bob")).ShouldBeRefusalAsync(403, "AccessDenied", "denied_by_rule");

        var record = await _bridge.Audit.RecordAsync(1);

        record.GetProperty("outcome").GetString().ShouldBe("refused");
        record.GetProperty("reason").GetString().ShouldBe("denied_by_rule");
        record.GetProperty("rule").GetString().ShouldBe("no-contractors");
        record.GetProperty("decision_id").GetString().ShouldBe(refusal.GetProperty("decision_id").GetString());
        record.TryGetProperty("access_key_id", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_without_a_token_is_a_record_too()
    {
        await _bridge.GetAsync("/v1/credentials").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");

        (await _bridge.Audit.RecordAsync(1)).GetProperty("reason").GetString().ShouldBe("missing_token");
    }

    [Fact]
    public async Task A_record_is_one_line_whatever_the_caller_sends()
    {
        await _bridge.GetAsync("/v1/credentials?role=a%0Ab%1B%5B31m", _bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "role_not_granted");

        (await _bridge.Audit.RecordAsync(1)).GetProperty("requested_role").GetString().ShouldBe("a\nb\u001b[31m");
        _bridge.Audit.Text.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task While_records_cannot_be_written_nothing_is_handed_out_and_none_is_lost()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var bridge = await Bridge.StartAsync(clock: clock);
        bridge.Audit.IsFull = true;
        await bridge.GetAsync("/v1/credentials").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
        await bridge.Audit.FailedAsync();
        await clock.TimerAsync(due => due == TimeSpan.FromSeconds(1));

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "overloaded");
        bridge.Sts.Requests.All.ShouldBeEmpty();

        bridge.Audit.IsFull = false;
        clock.Advance(TimeSpan.FromSeconds(1));
        (await bridge.Audit.RecordAsync(1)).GetProperty("reason").GetString().ShouldBe("missing_token");
        for (var ask = 0; ask < 1000 && !bridge.Services.GetRequiredService<AuditLog>().IsHealthy; ask++)
        {
            await bridge.GetAsync("/health/ready");
        }

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task The_service_is_not_ready_while_records_cannot_be_written()
    {
        _bridge.Audit.IsFull = true;
        await _bridge.GetAsync("/v1/credentials").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
        await _bridge.Audit.FailedAsync();

        using var response = await _bridge.GetAsync("/health/ready");

        ((int)response.StatusCode).ShouldBe(503);
    }
}
