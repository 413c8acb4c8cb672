using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>A service that trusts the proxies of this machine and of two networks, with one rule for each way to ask for an address.</summary>
public sealed class ProxiedBridge : IAsyncLifetime
{
    private const string Rules = """
        version: 1
        defaults: { session_name: "{sub}" }
        rules:
          - id: office
            when: { group: /ml/vision/scientists, source_ip: [127.0.0.0/8, 10.0.0.0/8, "2001:db8::/32"] }
            grant: { name: office, role: "arn:aws:iam::111122223333:role/ds-vision" }
          - id: abroad
            when: { group: /ml/vision/scientists, not: { source_ip: [127.0.0.0/8, 10.0.0.0/8, "2001:db8::/32"] } }
            grant: { name: abroad, role: "arn:aws:iam::111122223333:role/ds-speech" }
          - id: anywhere
            when: { group: /ml/vision/scientists }
            grant: { name: anywhere, role: "arn:aws:iam::999900001111:role/prod-vision" }
          - id: not-from-abroad
            when: { group: /ml/**, source_ip: 203.0.113.0/24 }
            deny: { roles: ["arn:aws:iam::999900001111:role/*"], reason: Not from there. }
        """;

    private Bridge _bridge = null!;
    private int _records;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(
        rules: Rules,
        settings: [("TrustedProxies:0", "127.0.0.1"), ("TrustedProxies:1", "10.1.0.0/16"), ("TrustedProxies:2", "2001:db8:aaaa::/48")]);

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    /// <summary>Asks for a role, behind header lines that go over the wire as they stand.</summary>
    /// <returns>The audit record of it.</returns>
    internal async Task<JsonElement> AskAsync(string role, params string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, _bridge.Client.BaseAddress!.Port);
        var lines = string.Concat(headers.Select(header => $"{header}\r\n"));
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"GET /v1/credentials/{role} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {_bridge.TokenOf("alice")}\r\n{lines}\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync();

        var record = await _bridge.Audit.RecordAsync(++_records);
        answer.ShouldStartWith($"HTTP/1.1 {record.GetProperty("status").GetInt32()} ");
        return record;
    }

    /// <summary>The caller's own explanation.</summary>
    internal async Task<string> ExplainAsync(string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/explain?role=office");
        request.Headers.TryAddWithoutValidation("Authorization", _bridge.TokenOf("alice"));
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var response = await _bridge.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
