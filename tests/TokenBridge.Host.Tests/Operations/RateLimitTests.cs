using TokenBridge.Host.Operations.Limits;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class RateLimitTests
{
    [Fact]
    public async Task A_subject_above_its_limit_is_told_when_to_come_back()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("RateLimits:PerSubjectPerMinute", "2"), clock: new ManualClock(Now()));
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(429, "Throttling", "rate_limited");

        await bridge.GetAsync("/v1/credentials/prod-vision", bridge.TokenOf("bob")).ShouldBeRefusalAsync(403, "AccessDenied", "denied_by_rule");
    }

    [Fact]
    public async Task Bad_tokens_of_one_address_are_limited_and_good_ones_still_served()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("RateLimits:FailedPerAddressPerMinute", "2"), clock: new ManualClock(Now()));
        await bridge.GetAsync("/v1/credentials", "bad").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");
        await bridge.GetAsync("/v1/credentials", "bad").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");

        await bridge.GetAsync("/v1/credentials", "bad").ShouldBeRefusalAsync(429, "Throttling", "rate_limited");

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task Callers_of_unknown_address_share_one_limit_which_is_nobody_elses()
    {
        await using var bridge = await Bridge.StartAsync(
            settings: [("RateLimits:FailedPerAddressPerMinute", "1"), ("TrustedProxies:0", "127.0.0.1")], clock: new ManualClock(Now()));
        (await RejectedAsync(bridge, "203.0.113.9, unix:")).ShouldBe(401);

        foreach (var unreadable in new[] { "203.0.113.9, unix:", "unknown", "_hidden", "203.0.113.10:x", "0x7f.1", "" })
        {
            (await RejectedAsync(bridge, unreadable)).ShouldBe(429, unreadable);
        }

        (await RejectedAsync(bridge, "255.255.255.255")).ShouldBe(401);
        (await RejectedAsync(bridge, "203.0.113.9")).ShouldBe(401);
    }

    [Fact]
    public async Task One_address_has_one_limit_however_it_is_written()
    {
        await using var bridge = await Bridge.StartAsync(
            settings: [("RateLimits:FailedPerAddressPerMinute", "1"), ("TrustedProxies:0", "127.0.0.1")], clock: new ManualClock(Now()));
        (await RejectedAsync(bridge, "203.0.113.9")).ShouldBe(401);

        foreach (var same in new[] { "203.0.113.9:1", "203.0.113.9:2", "::ffff:203.0.113.9", "[::ffff:cb00:7109]:80", "198.51.100.1, 203.0.113.9" })
        {
            (await RejectedAsync(bridge, same)).ShouldBe(429, same);
        }
    }

    [Fact]
    public async Task Requests_without_a_token_are_not_counted()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("RateLimits:FailedPerAddressPerMinute", "1"));

        for (var time = 0; time < 5; time++)
        {
            await bridge.GetAsync("/v1/credentials").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
        }
    }

    [Fact]
    public void A_window_starts_anew_with_the_minute()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(90));
        var window = new MinuteWindow<string>(1, clock);
        window.Count("a").ShouldBeNull();
        window.Count("a").ShouldBe(30);
        window.Count("b").ShouldBeNull();

        clock.Advance(TimeSpan.FromSeconds(30));

        window.Count("a").ShouldBeNull();
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var window = new MinuteWindow<string>(0, new ManualClock());

        Enumerable.Range(0, 1000).ShouldAllBe(_ => window.Count("a") == null);
    }

    /// <returns>The status of the answer to a token that is none.</returns>
    private static async Task<int> RejectedAsync(Bridge bridge, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.TryAddWithoutValidation("Authorization", "bad");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var response = await bridge.Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}
