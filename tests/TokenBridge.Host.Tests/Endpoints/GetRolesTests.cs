using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class GetRolesTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    [Fact]
    public async Task A_caller_sees_every_role_that_it_may_ask_for()
    {
        var json = await Bridge.GetAsync("/v1/roles", Bridge.TokenOf("erin")).JsonAsync();

        json.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()).ShouldBe(["ds-speech", "ds-vision"], ignoreOrder: true);
        json.GetProperty("refused").GetArrayLength().ShouldBe(0);
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_sees_what_is_refused_and_why()
    {
        var json = await Bridge.GetAsync("/v1/roles", Bridge.TokenOf("bob")).JsonAsync();

        var refused = json.GetProperty("refused").EnumerateArray().ShouldHaveSingleItem();
        refused.GetProperty("name").GetString().ShouldBe("prod-vision");
        refused.GetProperty("reason").GetString().ShouldBe("denied_by_rule");
    }

    [Fact]
    public async Task Without_a_token_it_says_nothing() =>
        await Bridge.GetAsync("/v1/roles").ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
}
