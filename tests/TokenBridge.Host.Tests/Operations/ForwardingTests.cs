using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class ForwardingTests
{
    [Fact]
    public async Task Nobody_is_believed_who_is_no_trusted_proxy()
    {
        await using var bridge = await Bridge.StartAsync();

        (await SourceAsync(bridge, "9.9.9.9")).ShouldBe("127.0.0.1");
        bridge.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.ForwardedHeaders.ShouldBe(ForwardedHeaders.None);
    }

    [Fact]
    public async Task A_trusted_proxy_names_the_caller()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("TrustedProxies:0", "127.0.0.0/8"));

        (await SourceAsync(bridge, "9.9.9.9")).ShouldBe("9.9.9.9");
    }

    [Fact]
    public async Task What_a_caller_claims_before_the_trusted_proxy_is_not_believed()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("TrustedProxies:0", "127.0.0.1"));

        (await SourceAsync(bridge, "1.2.3.4, 9.9.9.9")).ShouldBe("9.9.9.9");
    }

    private static async Task<string?> SourceAsync(Bridge bridge, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await bridge.Client.SendAsync(request);
        return (await bridge.Audit.RecordAsync(1)).GetProperty("source_ip").GetString();
    }
}
