using System.Text;
using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

/// <summary>What stays of a question about rights, and of a token that was refused although its realm had signed it.</summary>
public sealed class InquiryRecordTests : IAsyncLifetime
{
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync();

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task Who_asks_for_their_roles_leaves_a_record_that_the_answer_names()
    {
        using var response = await _bridge.GetAsync("/v1/roles", _bridge.TokenOf("alice"));

        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("event").GetString().ShouldBe("tokenbridge.inquiry");
        record.GetProperty("outcome").GetString().ShouldBe("answered");
        record.GetProperty("route").GetString().ShouldBe("roles");
        record.GetProperty("status").GetInt32().ShouldBe(200);
        record.GetProperty("sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        record.GetProperty("preferred_username").GetString().ShouldBe("alice");
        record.GetProperty("rules_hash").GetString()!.Length.ShouldBe(64);
        response.Headers.GetValues("TokenBridge-Decision").ShouldBe([record.GetProperty("decision_id").GetString()]);
    }

    [Fact]
    public async Task Who_asks_why_leaves_one_too_with_the_role_that_was_named()
    {
        using var response = await ExplainAsync(_bridge, """{"role":"ds-vision"}""", _bridge.TokenOf("alice"));

        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("event").GetString().ShouldBe("tokenbridge.inquiry");
        record.GetProperty("route").GetString().ShouldBe("explain");
        record.GetProperty("requested_role").GetString().ShouldBe("ds-vision");
        response.Headers.GetValues("TokenBridge-Decision").ShouldBe([record.GetProperty("decision_id").GetString()]);
    }

    [Fact]
    public async Task A_refused_inquiry_is_a_record_with_the_id_of_its_message()
    {
        var refusal = await _bridge.GetAsync("/v1/roles").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");

        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("event").GetString().ShouldBe("tokenbridge.inquiry");
        record.GetProperty("outcome").GetString().ShouldBe("refused");
        record.GetProperty("reason").GetString().ShouldBe("missing_token");
        record.GetProperty("decision_id").GetString().ShouldBe(refusal.GetProperty("decision_id").GetString());
    }

    [Theory]
    [InlineData("/v1/roles")]
    [InlineData("/v1/credentials")]
    public async Task While_records_cannot_be_written_nobody_is_told_anything(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var bridge = await Bridge.StartAsync(settings: ("Audit:Path", "/dev/full"));

        await bridge.GetAsync(path, bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "overloaded");
    }

    [Theory]
    [InlineData("aud", "elsewhere", "wrong_audience")]
    [InlineData("typ", "Refresh", "wrong_type")]
    [InlineData("exp", 1, "expired")]
    public async Task A_refused_token_that_its_realm_has_signed_names_client_and_subject(string claim, object value, string reason)
    {
        var token = _bridge.Realm.AccessToken(TokenBridge.Development.Realm.DemoUser.Named("alice"), "notebook", payload => payload[claim] = JsonSerializer.SerializeToNode(value));

        using var response = await _bridge.GetAsync("/v1/credentials", token);

        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("reason").GetString().ShouldBe(reason);
        record.GetProperty("sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        record.GetProperty("client").GetString().ShouldBe("notebook");
        record.GetProperty("iss").GetString().ShouldBe(_bridge.Realm.Issuer);
        record.TryGetProperty("jti", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_a_token_whose_signature_does_not_hold_nothing_but_the_issuer_is_recorded()
    {
        var token = _bridge.TokenOf("alice");

        await _bridge.GetAsync("/v1/credentials", token[..^8] + "AAAAAAAA").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "invalid_signature");

        var record = await _bridge.Audit.RecordAsync(1);
        record.GetProperty("issuer").GetString().ShouldBe("research");
        record.TryGetProperty("sub", out _).ShouldBeFalse();
        record.TryGetProperty("client", out _).ShouldBeFalse();
    }

    private static async Task<HttpResponseMessage> ExplainAsync(Bridge bridge, string body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/explain");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", token);
        return await bridge.Client.SendAsync(request);
    }
}
