using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class GetRolesTests : IAsyncLifetime
{
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync();

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task A_caller_sees_every_role_that_it_may_ask_for()
    {
        var json = await _bridge.GetAsync("/v1/roles", _bridge.TokenOf("erin")).JsonAsync();

        json.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()).ShouldBe(["ds-speech", "ds-vision"], ignoreOrder: true);
        json.GetProperty("refused").GetArrayLength().ShouldBe(0);
        _bridge.Sts.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_sees_what_is_refused_and_why()
    {
        var json = await _bridge.GetAsync("/v1/roles", _bridge.TokenOf("bob")).JsonAsync();

        var refused = json.GetProperty("refused").EnumerateArray().ShouldHaveSingleItem();
        refused.GetProperty("name").GetString().ShouldBe("prod-vision");
        refused.GetProperty("reason").GetString().ShouldBe("denied_by_rule");
    }

    [Fact]
    public async Task Without_a_token_it_says_nothing() =>
        await _bridge.GetAsync("/v1/roles").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
}
