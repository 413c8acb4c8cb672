using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TokenBridge.Host.Endpoints.Explain;
using TokenBridge.Host.Rules;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class PostExplainTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    [Fact]
    public async Task A_caller_learns_why_it_gets_what_it_gets_and_nothing_is_issued()
    {
        var json = await PostAsync("alice").JsonAsync();

        json.GetProperty("decision").GetProperty("outcome").GetString().ShouldBe("granted");
        json.GetProperty("decision").GetProperty("name").GetString().ShouldBe("ds-vision");
        json.GetProperty("rules_hash").GetString().ShouldBe(((ActiveRuleSet)Bridge.Services.GetService(typeof(ActiveRuleSet))!).Current.Hash);
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_role_only_rules_that_hold_for_the_caller_are_shown() =>
        Rules(await PostAsync("alice").JsonAsync()).ShouldBe(["scientists"]);

    [Fact]
    public async Task With_a_role_the_rules_that_lead_to_it_are_shown_with_the_callers_own_values_only()
    {
        var json = await PostAsync("alice", "?role=prod-vision").JsonAsync();

        Rules(json).ShouldBe(["scientists", "leads", "no-contractors"]);
        json.GetProperty("decision").GetProperty("reason").GetString().ShouldBe("role_not_granted");
        var leads = json.GetProperty("rules")[1];
        leads.GetProperty("holds").GetString().ShouldBe("false");
        leads.GetProperty("change").GetString().ShouldBe("be in a group that matches '/ml/{team}/leads'");
        json.ToString().ShouldNotContain("acme");
    }

    [Fact]
    public async Task A_denied_caller_learns_which_rule_denies()
    {
        var json = await PostAsync("bob", body: """{ "role": "prod-vision" }""").JsonAsync();

        json.GetProperty("asked_for").GetString().ShouldBe("prod-vision");
        json.GetProperty("decision").GetProperty("reason").GetString().ShouldBe("denied_by_rule");
        json.GetProperty("decision").GetProperty("rule").GetString().ShouldBe("no-contractors");
    }

    [Theory]
    [InlineData("", """{ "role": "" }""")]
    [InlineData("", """{ "role": null }""")]
    [InlineData("", """{ "role": 1 }""")]
    [InlineData("", """{ "rolle": "ds-vision" }""")]
    [InlineData("", """{ "role": "ds-vision", "user": "bob" }""")]
    [InlineData("", """{ "role": "ds-vision", "role": "ds-vision" }""")]
    [InlineData("", """["ds-vision"]""")]
    [InlineData("", "{")]
    [InlineData("?role=ds-vision", """{ "role": "prod-vision" }""")]
    [InlineData("?role=ds-vision&role=ds-vision", null)]
    [InlineData("?role=", null)]
    [InlineData("?role=*", null)]
    [InlineData("", """{ "role": "arn:aws:iam::*" }""")]
    public async Task A_request_that_is_not_clear_is_refused(string query, string? body)
    {
        var json = await PostAsync("alice", query, body).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        json.TryGetProperty("rules", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_is_not_said_to_be_json_is_refused()
    {
        await PostAsync("alice", body: $"{{ \"role\": \"{new string('x', 20_000)}\" }}").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
        await PostAsync("alice", body: """{ "role": "ds-vision" }""", type: "text/plain").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 100000\r\n\r\n{}")]
    public async Task A_body_that_is_broken_on_the_wire_is_the_callers_fault(string rest)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, Bridge.Client.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n{rest}"));
        using var reader = new StreamReader(socket.GetStream());

        (await reader.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task A_token_in_the_place_of_the_role_is_not_repeated()
    {
        var json = await PostAsync("alice", body: $"{{ \"role\": \"{Bridge.TokenOf("bob")}\" }}").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        json.ToString().ShouldNotContain("eyJ");
    }

    [Fact]
    public async Task Without_a_token_it_says_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/explain");

        var json = await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");

        json.TryGetProperty("rules_hash", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Rules_that_have_nothing_to_do_with_the_caller_are_counted_and_not_shown()
    {
        var json = await PostAsync("alice").JsonAsync();

        json.GetProperty("rules_not_shown").GetInt32().ShouldBe(((ActiveRuleSet)Bridge.Services.GetService(typeof(ActiveRuleSet))!).Current.Rules.Count - 1);
    }

    [Fact]
    public async Task Of_ten_thousand_rules_that_could_give_a_role_a_hundred_are_shown_and_the_rest_counted()
    {
        var yaml = new StringBuilder("version: 1\nrules:\n- { id: own, when: { group: \"/ml/{team}/scientists\" }, grant: { role: \"arn:aws:iam::111122223333:role/own-{team}\" } }\n");
        for (var index = 0; index < 10_000; index++)
        {
            yaml.Append($"- {{ id: r{index}, when: {{ group: \"/ou-{index}/{{team}}\" }}, grant: {{ name: \"{{team}}\", role: \"arn:aws:iam::111122223333:role/r-{{team}}\" }} }}\n");
        }

        await using var bridge = await Bridge.StartAsync(rules: yaml.ToString());

        var all = await PostAsync(bridge, "alice", "?role=anything").JsonAsync();
        var own = await PostAsync(bridge, "alice").JsonAsync();

        Rules(all).Count().ShouldBe(101);
        Rules(all).First().ShouldBe("own");
        all.GetProperty("rules_not_shown").GetInt32().ShouldBe(9_900);
        all.ToString().Length.ShouldBeLessThan(100_000);
        Rules(own).ShouldBe(["own"]);
        own.GetProperty("rules_not_shown").GetInt32().ShouldBe(10_000);
    }

    [Fact]
    public async Task While_others_are_being_made_an_explanation_is_put_off_and_credentials_are_not()
    {
        await using var bridge = await Bridge.StartAsync();
        var gate = (ExplanationGate)bridge.Services.GetService(typeof(ExplanationGate))!;
        var others = Enumerable.Range(0, ExplanationGate.AtOnce + ExplanationGate.MostWaiting).Select(_ => gate.EnterAsync(default).AsTask()).ToList();

        using var response = await PostAsync(bridge, "alice");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        var refused = await Task.FromResult(response).ShouldBeRefusalAsync(503, "ServiceUnavailable", "overloaded");
        refused.TryGetProperty("rules", out _).ShouldBeFalse();
        using (var granted = await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice")))
        {
            granted.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        }

        foreach (var other in others)
        {
            (await other).ShouldBeTrue();
            gate.Leave();
        }

        (await PostAsync(bridge, "alice").JsonAsync()).GetProperty("decision").GetProperty("outcome").GetString().ShouldBe("granted");
    }

    [Fact]
    public async Task It_counts_against_the_callers_limit()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("RateLimits:PerSubjectPerMinute", "1"), clock: new ManualClock(TimeProvider.System.GetUtcNow()));
        await bridge.GetAsync("/v1/roles", bridge.TokenOf("alice")).JsonAsync();

        await PostAsync(bridge, "alice").ShouldBeRefusalAsync(429, "Throttling", "rate_limited");
    }

    private static IEnumerable<string?> Rules(JsonElement json) => json.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("rule").GetString());

    private Task<HttpResponseMessage> PostAsync(string user, string query = "", string? body = null, string type = "application/json") =>
        PostAsync(Bridge, user, query, body, type);

    private static async Task<HttpResponseMessage> PostAsync(Bridge bridge, string user, string query = "", string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/explain{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bridge.TokenOf(user));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await bridge.Client.SendAsync(request);
    }
}
