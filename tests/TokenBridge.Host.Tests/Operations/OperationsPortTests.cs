using System.Net;
using System.Net.Sockets;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class OperationsPortTests
{
    [Fact]
    public async Task Metrics_and_health_may_have_a_port_of_their_own_and_nothing_else_is_there()
    {
        var port = FreePort();
        await using var bridge = await Bridge.StartAsync(settings: ("Operations:Urls", $"http://127.0.0.1:{port}"));
        using var operations = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        foreach (var path in new[] { "/metrics", "/health/live", "/health/ready" })
        {
            ((int)(await operations.GetAsync(path)).StatusCode).ShouldBe(200, path);
            await bridge.GetAsync(path).ShouldBeRefusalAsync(404, "NotFound", "not_found");
        }

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        foreach (var path in new[] { "/v1/credentials", "/v1/roles", "/openapi/v1.json", "/nowhere" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", bridge.TokenOf("alice"));
            await operations.SendAsync(request).ShouldBeRefusalAsync(404, "NotFound", "not_found");
        }
    }

    [Fact]
    public async Task Endpoints_of_the_servers_own_configuration_stand_beside_it()
    {
        var (own, port) = (FreePort(), FreePort());
        await using var bridge = await Bridge.StartAsync(new BridgeSetup
        {
            Settings = [("Operations:Urls", $"http://127.0.0.1:{port}")],
            WholeSettings = [("Kestrel:Endpoints:main:Url", $"http://127.0.0.1:{own}")],
        });
        using var main = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{own}") };
        using var operations = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        ((int)(await operations.GetAsync("/health/ready")).StatusCode).ShouldBe(200);
        ((int)(await main.GetAsync("/health/ready")).StatusCode).ShouldBe(404);
        ((int)(await main.GetAsync("/v1/credentials")).StatusCode).ShouldBe(401);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
