using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenBridge.Host.Settings;
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

    [Fact]
    public async Task An_unreadable_list_of_a_caller_who_is_no_trusted_proxy_is_not_even_looked_at()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("TrustedProxies:0", "10.0.0.0/8"));

        (await SourceAsync(bridge, "9.9.9.9, unix:")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Each_request_of_one_connection_has_the_caller_of_its_own_list()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("TrustedProxies:0", "127.0.0.1"));

        (await SourceAsync(bridge, "9.9.9.9", record: 1)).ShouldBe("9.9.9.9");
        (await SourceAsync(bridge, "unix:", record: 2)).ShouldBeNull();
        (await SourceAsync(bridge, "9.9.9.8", record: 3)).ShouldBe("9.9.9.8");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0/0")]
    public async Task A_unix_socket_has_no_address_and_nothing_is_believed_of_it(string proxies)
    {
        await using var bridge = await Bridge.StartAsync(settings: ("TrustedProxies:0", proxies));
        var path = Path.Combine(Path.GetTempPath(), $"tokenbridge-{Guid.NewGuid():N}.sock");
        var settings = new Dictionary<string, string?>(bridge.Settings, StringComparer.OrdinalIgnoreCase) { ["Urls"] = $"http://unix:{path}" };
        var audit = new AuditLines();
        var built = ServiceComposition.Build(new ConfigurationSources(Values: settings), audit, TimeProvider.System, bridge.Identity);
        await using var service = built.Value.ShouldNotBeNull();
        await service.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/v1/credentials");
        request.Headers.Add("X-Forwarded-For", "9.9.9.9");

        using var response = await client.SendAsync(request);

        (await audit.RecordAsync(1)).TryGetProperty("source_ip", out _).ShouldBeFalse();
    }

    private static async Task<string?> SourceAsync(Bridge bridge, string forwardedFor, int record = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await bridge.Client.SendAsync(request);
        return (await bridge.Audit.RecordAsync(record)).TryGetProperty("source_ip", out var source) ? source.GetString() : null;
    }
}
