using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using TokenBridge.Host.Operations.Telemetry;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>
/// What spans tell a collector. Alone, and asked over bare sockets: spans belong to the whole process, and those of a test's own HTTP client
/// would be among them.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SpanTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_span_of_a_request_tells_route_and_status_and_nothing_that_a_caller_wrote()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using var bridge = await Bridge.StartAsync(
            settings: [("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Address}/t"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        var token = bridge.TokenOf("alice");

        (await AskAsync(bridge, "GET /v1/credentials/ds-vision?format=process", token)).ShouldStartWith("HTTP/1.1 200");
        (await AskAsync(bridge, "GET /v1/credentials/ds-vision?hidden=query-of-alice", token)).ShouldStartWith("HTTP/1.1 400");
        (await AskAsync(bridge, "GET /v1/credentials/ds-vision", $"{token}x")).ShouldStartWith("HTTP/1.1 401");
        (await AskAsync(bridge, $"GET /v1/credentials?token={token}", token)).ShouldStartWith("HTTP/1.1 400");
        (await AskAsync(bridge, $"GET /nowhere/{token}", token)).ShouldStartWith("HTTP/1.1 404");
        await bridge.StopAsync();
        bridge.Services.GetRequiredService<TracerProvider>().ForceFlush();

        var said = collector.TextAt("/t");
        foreach (var told in new[] { "GET /v1/credentials/{**role}", "http.route", "http.response.status_code", "validate token", "evaluate rules", "STS.AssumeRole", "exchange" })
        {
            said.ShouldContain(told);
        }

        foreach (var hidden in new[] { "ds-vision", "query-of-alice", "agent-of-alice", "state-of-alice", "baggage-of-alice", "host-of-alice", "nowhere", "url.path", "url.query", "alice" })
        {
            said.ShouldNotContain(hidden);
        }

        token.Split('.').Where(part => said.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty();

        // A caller's trace goes on through the service: its span stands in protobuf as eight bytes.
        said.ShouldContain(Encoding.UTF8.GetString(Convert.FromHexString(Parent.Split('-')[2])));
    }

    [Fact]
    public async Task Without_an_exporter_no_span_is_made()
    {
        await using var bridge = await Bridge.StartAsync();

        bridge.Services.GetService<TracerProvider>().ShouldBeNull();
        bridge.Services.GetRequiredService<ActivitySource>().HasListeners().ShouldBeFalse();
        ExchangeMetrics.Source.HasListeners().ShouldBeFalse();
    }

    /// <returns>The whole answer.</returns>
    private static async Task<string> AskAsync(Bridge bridge, string line, string token)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, bridge.Client.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {token}\r\nUser-Agent: agent-of-alice\r\n"
            + $"traceparent: {Parent}\r\ntracestate: a=state-of-alice\r\nbaggage: b=baggage-of-alice\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync();
    }
}
