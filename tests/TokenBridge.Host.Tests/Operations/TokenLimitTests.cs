using TokenBridge.Host.Tests.Endpoints;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>A token that is too long is told so on every way in, by the bound that is configured.</summary>
public sealed class TokenLimitTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    /// <summary>Of a person in some 720, 1,000 and 1,300 groups, in bytes.</summary>
    public static TheoryData<string, int> Tokens
    {
        get
        {
            var tokens = new TheoryData<string, int>();
            foreach (var call in RouteCall.All)
            {
                foreach (var length in new[] { 16_385, 20_001, 33_000, 47_000, 64_000 })
                {
                    tokens.Add(call.Column, length);
                }
            }

            return tokens;
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_long_token_reaches_the_refusal_that_names_the_bound(string column, int length)
    {
        var call = RouteCall.All.Single(call => call.Column == column);

        var answer = await call.AskAsync(Bridge, Token(length), role: null);

        answer.Reason.ShouldBe("token_too_large", answer.Body);
        answer.Body.ShouldContain("longer than 16384 characters");
    }

    [Fact]
    public async Task What_is_more_than_the_server_reads_at_all_is_a_431()
    {
        using var response = await Bridge.GetAsync("/v1/credentials", Token(100_000));

        ((int)response.StatusCode).ShouldBe(431);
    }

    [Theory]
    [InlineData("1024", 1_024)]
    [InlineData("20000", 20_000)]
    public async Task The_bound_is_a_setting_and_the_header_limit_follows_from_it(string setting, int bound)
    {
        await using var bridge = await Bridge.StartAsync(settings: ("MaxTokenLength", setting));

        foreach (var path in new[] { "/v1/credentials", "/v1/roles" })
        {
            (await bridge.GetAsync(path, Token(bound)).ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token")).GetProperty("message").GetString();
            (await bridge.GetAsync(path, Token(bound + 1)).ShouldBeRefusalAsync(401, "InvalidIdentityToken", "token_too_large"))
                .GetProperty("message").GetString()!.ShouldContain($"longer than {bound} characters");
        }
    }

    private static string Token(int length) => $"eyJ.{new string('A', length - 4)}";
}
