using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class HealthTests
{
    [Fact]
    public async Task A_service_whose_keycloak_is_down_starts_says_why_it_is_not_ready_and_becomes_ready_by_itself()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var bridge = await Bridge.StartAsync(prepare: (realm, _) => realm.IsDown = true, keysFirst: false, clock: clock);

        using var before = await bridge.GetAsync("/health/ready");
        ((int)before.StatusCode).ShouldBe(503);
        (await before.Content.ReadAsStringAsync()).ShouldContain("\"fault\":");
        ((int)(await bridge.GetAsync("/health/live")).StatusCode).ShouldBe(200);
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "keys_unavailable");

        bridge.Realm.IsDown = false;
        for (var second = 0; second < 120 && !await IsReadyAsync(bridge); second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await bridge.RefreshKeysAsync();
        }

        (await IsReadyAsync(bridge)).ShouldBeTrue();
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task Cached_keys_serve_while_keycloak_is_away()
    {
        await using var bridge = await Bridge.StartAsync();
        bridge.Realm.IsDown = true;
        await bridge.RefreshKeysAsync();

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        (await IsReadyAsync(bridge)).ShouldBeTrue();
    }

    private static async Task<bool> IsReadyAsync(Bridge bridge)
    {
        using var response = await bridge.GetAsync("/health/ready");
        return (int)response.StatusCode == 200;
    }
}
