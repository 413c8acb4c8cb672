using System.Net;
using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Operations.Callers;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class AnsweredHostsTests
{
    [Theory]
    [InlineData("127.0.0.1", "bridge.example.org", true)]
    [InlineData("127.0.0.1", "BRIDGE.example.org:443", true)]
    [InlineData("127.0.0.1", "localhost:8693", true)]
    [InlineData("127.0.0.1", "evil.example", false)]
    [InlineData("127.0.0.1", "bridge.example.org.evil.example", false)]
    [InlineData("127.0.0.1", "evilbridge.example.org", false)]
    [InlineData("127.0.0.1", "10.0.0.1", false)]
    [InlineData("127.0.0.1", "", false)]
    [InlineData("127.0.0.1", "a.wild.example.org", true)]
    [InlineData("127.0.0.1", "b.a.wild.example.org", true)]
    [InlineData("127.0.0.1", "wild.example.org", false)]
    [InlineData("127.0.0.1", ".wild.example.org", false)]
    [InlineData("10.0.0.1", "bridge.example.org", true)]
    [InlineData("10.0.0.1", "10.0.0.1:8693", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1:8693", true)]
    [InlineData("2001:db8::1", "[2001:db8::1]:8693", true)]
    [InlineData("fe80::1%3", "[fe80::1]:8693", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "other.example", false)]
    [InlineData("10.0.0.1", "localhost", false)]
    [InlineData("10.0.0.1", "", false)]
    public void With_names_listed_those_and_an_address_by_itself_are_answered(string local, string host, bool permitted) =>
        new AnsweredHosts(["bridge.example.org", "*.wild.example.org"]).Permits(IPAddress.Parse(local), new HostString(host)).ShouldBe(permitted);

    [Theory]
    [InlineData("127.0.0.1", "bridge.example.org", false)]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("10.0.0.1", "bridge.example.org", true)]
    [InlineData("10.0.0.1", "", true)]
    public void Without_names_loopback_answers_its_own_and_another_address_any(string local, string host, bool permitted) =>
        new AnsweredHosts([]).Permits(IPAddress.Parse(local), new HostString(host)).ShouldBe(permitted);

    [Theory]
    [InlineData("bridge.example.org", true)]
    [InlineData("bridge", true)]
    [InlineData("*.example.org", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("[2001:db8::1]", true)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("https://bridge.example.org", false)]
    [InlineData("bridge.example.org:443", false)]
    [InlineData("bridge.example.org/", false)]
    [InlineData("a b", false)]
    public void A_name_has_no_scheme_and_no_port_and_is_never_every_name(string text, bool isName) => AnsweredHosts.IsName(text).ShouldBe(isName);

    [Theory]
    [InlineData("TokenBridge:AllowedHosts:0")]
    [InlineData("AllowedHosts")]
    public async Task A_proxy_on_the_same_machine_may_pass_its_own_host_name_on_where_the_setting_names_it(string key)
    {
        await using var bridge = await Bridge.StartAsync(new BridgeSetup { WholeSettings = [(key, "bridge.example.org")] });

        await AskAsync(bridge, "/v1/credentials", "bridge.example.org").ShouldBeCredentialsAsync();
        await AskAsync(bridge, "/v1/credentials", "127.0.0.1").ShouldBeCredentialsAsync();
        await AskAsync(bridge, "/v1/credentials", "evil.example").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
        await AskAsync(bridge, "/health/live", "evil.example").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    [Fact]
    public async Task A_star_of_asp_net_does_not_lift_the_rule_of_loopback()
    {
        await using var bridge = await Bridge.StartAsync(new BridgeSetup { WholeSettings = [("AllowedHosts", "*")] });

        await AskAsync(bridge, "/v1/credentials", "evil.example").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    private static async Task<HttpResponseMessage> AskAsync(Bridge bridge, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Authorization", bridge.TokenOf("alice"));
        return await bridge.Client.SendAsync(request);
    }
}
