using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>One realm has keys; of another one they were never read.</summary>
public sealed class SeveralIssuersTests
{
    [Theory]
    [InlineData(null, 503)]
    [InlineData("true", 503)]
    [InlineData("false", 200)]
    public async Task Ready_says_whose_keys_are_missing_and_the_setting_says_whether_that_matters(string? required, int status)
    {
        await using var bridge = await StartAsync(("Issuers:elsewhere:Required", required));

        using var answer = await bridge.GetAsync("/health/ready");

        ((int)answer.StatusCode).ShouldBe(status);
        var body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("\"without_keys\":[\"elsewhere\"]");
        body.ShouldContain($"\"status\":\"{(status == 200 ? "ready" : "not_ready")}\"");
        PrometheusScrape.Of(await bridge.Client.GetStringAsync("/metrics")).Samples["tokenbridge_ready"].ShouldBe(status == 200 ? 1 : 0);
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task Keys_of_one_realm_are_needed_in_any_case()
    {
        await using var bridge = await Bridge.StartAsync(
            prepare: (realm, _) => realm.IsDown = true, keysFirst: false, settings: ("Issuers:research:Required", "false"));

        using var answer = await bridge.GetAsync("/health/ready");

        ((int)answer.StatusCode).ShouldBe(503);
    }

    private static Task<Bridge> StartAsync(params (string Key, string? Value)[] settings) => Bridge.StartAsync(rules: Bridge.Rules.Replace("version: 1\n", "version: 1\nissuer: research\n", StringComparison.Ordinal), settings:
    [
        ("Issuers:elsewhere:Issuer", "http://127.0.0.1:9/realms/elsewhere"),
        ("Issuers:elsewhere:Audiences:0", "tokenbridge"),
        .. settings,
    ]);
}
