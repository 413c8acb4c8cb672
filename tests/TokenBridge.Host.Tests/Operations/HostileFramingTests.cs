using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>Bodies that are wrong on the wire, and callers who go away in the middle: no token is needed for either, so neither may cost a stack trace.</summary>
public sealed class HostileFramingTests : IAsyncLifetime
{
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";

    private readonly LogLines _log = new();
    private Bridge _bridge = null!;

    public static TheoryData<string, string> BrokenBodies
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var path in new[] { "/oauth/token", "/sts", "/sts/", "/", "/v1/explain" })
            {
                foreach (var rest in new[]
                {
                    Chunked + "80000000\r\n",
                    Chunked + "7fffffff0\r\n",
                    Chunked + "FFFFFFFFFFFFFFFFF\r\n",
                    Chunked + "3\r\na=b\r\n80000000\r\n",
                    Chunked + "-1\r\n",
                    Chunked + "0x3\r\na=b\r\n0\r\n\r\n",
                    Chunked + " 3\r\na=b\r\n0\r\n\r\n",
                    Chunked + "\r\n\r\n",
                    Chunked + "3\na=b\n0\n\n",
                    Chunked + "3\r\na=bc\r\n0\r\n\r\n",
                    Chunked + "3;x=\r\na=bcdef\r\n",
                })
                {
                    cases.Add(path, rest);
                }
            }

            return cases;
        }
    }

    public async Task InitializeAsync()
    {
        _bridge = await Bridge.StartAsync(settings: LogLines.Everything);
        _bridge.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
    }

    public async Task DisposeAsync()
    {
        await _bridge.DisposeAsync();
        _log.Dispose();
    }

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public async Task A_body_that_is_broken_on_the_wire_is_a_400_in_the_routes_own_form_and_no_stack_trace(string path, string rest)
    {
        var answer = await AnswerAsync(_bridge, $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Form}{rest}");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain(path switch
        {
            "/oauth/token" => "\"error\":\"invalid_request\"",
            "/v1/explain" => "\"reason\":\"invalid_request\"",
            _ => "<Code>ValidationError</Code>",
        });
        await ConnectionHasEndedAsync();
        NothingIsLoggedAboveDebug();
    }

    /// <summary>Takes five seconds, as long as the server lets a body trickle, so all three wait together.</summary>
    [Fact]
    public async Task A_body_that_does_not_go_on_is_a_400_too()
    {
        (string Path, string Body, string Said)[] stopped =
        [
            ("/oauth/token", Chunked + "3\r\na=b", "\"error\":\"invalid_request\""),
            ("/sts", "Content-Length: 100\r\n\r\na=b", "<Code>ValidationError</Code>"),
            ("/v1/explain", Chunked + "3;x=\"\r\n{", "\"reason\":\"invalid_request\""),
        ];

        var answers = await Task.WhenAll(stopped.Select(post => AnswerAsync(_bridge, $"POST {post.Path} HTTP/1.1\r\nHost: localhost\r\n{Form}{post.Body}")));

        foreach (var (answer, post) in answers.Zip(stopped))
        {
            answer.ShouldStartWith("HTTP/1.1 400 ", customMessage: post.Path);
            answer.ShouldContain(post.Said);
            await ConnectionHasEndedAsync();
        }

        NothingIsLoggedAboveDebug();
    }

    [Theory]
    [InlineData("GET", "/v1/credentials", 401)]
    [InlineData("GET", "/v1/roles", 401)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/metrics", 200)]
    [InlineData("POST", "/nowhere", 404)]
    [InlineData("PUT", "/oauth/token", 405)]
    public async Task A_route_that_reads_no_body_does_not_stumble_over_a_broken_one(string method, string path, int status)
    {
        var answer = await AnswerAsync(_bridge, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{Chunked}80000000\r\n");

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        await ConnectionHasEndedAsync();
        NothingIsLoggedAboveDebug();
    }

    [Theory]
    [InlineData("/oauth/token", "Content-Length: 100\r\n\r\na=b")]
    [InlineData("/sts", Chunked + "5\r\na=b")]
    [InlineData("/", Chunked + "3\r\na=b\r\n")]
    [InlineData("/v1/explain", "Content-Length: 10\r\n\r\n{")]
    public async Task Whoever_resets_the_connection_in_the_middle_of_a_body_costs_one_line_at_debug(string path, string rest)
    {
        using (var socket = await ConnectAsync(_bridge))
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Form}{rest}"));
            await _log.NextAsync(line => line.Text.EndsWith("started reading request body.", StringComparison.Ordinal));
            socket.LingerState = new LingerOption(enable: true, seconds: 0);

            // The socket alone: its stream would say goodbye first.
            socket.Client.Close();
        }

        var gone = await _log.NextAsync(line => line.Text.StartsWith("A caller went away", StringComparison.Ordinal));

        gone.Level.ShouldBe(LogLevel.Debug);
        gone.Exception.ShouldBeNull();
        await ConnectionHasEndedAsync();
        NothingIsLoggedAboveDebug();
    }

    [Theory]
    [InlineData("/oauth/token", "Content-Length: 100\r\n\r\na=b")]
    [InlineData("/sts", Chunked + "5\r\na=b")]
    [InlineData("/v1/explain", "Content-Length: 10\r\n\r\n{")]
    public async Task Whoever_hangs_up_in_the_middle_of_a_body_costs_no_more(string path, string rest)
    {
        using (var socket = await ConnectAsync(_bridge))
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Form}{rest}"));
            await _log.NextAsync(line => line.Text.Contains("Request starting", StringComparison.Ordinal));
        }

        await ConnectionHasEndedAsync();

        NothingIsLoggedAboveDebug();
    }

    [Theory]
    [InlineData("/oauth/token", "temporarily_unavailable")]
    [InlineData("/sts", "<Code>Throttling</Code>")]
    [InlineData("/v1/explain", "\"reason\":\"rate_limited\"")]
    public async Task A_broken_body_counts_as_a_rejected_token_of_its_address(string path, string throttled)
    {
        await using var bridge = await Bridge.StartAsync(
            settings: ("RateLimits:FailedPerAddressPerMinute", "1"), clock: new ManualClock(TimeProvider.System.GetUtcNow()));
        var request = $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Form}{Chunked}80000000\r\n";
        (await AnswerAsync(bridge, request)).ShouldStartWith("HTTP/1.1 400 ");

        (await AnswerAsync(bridge, request)).ShouldContain(throttled);
        await bridge.GetAsync("/v1/credentials", "bad").ShouldBeRefusalAsync(429, "Throttling", "rate_limited");
    }

    private static async Task<TcpClient> ConnectAsync(Bridge bridge)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, bridge.Client.BaseAddress!.Port);
        return socket;
    }

    /// <summary>Everything that comes until the server hangs up.</summary>
    private static async Task<string> AnswerAsync(Bridge bridge, string request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = await ConnectAsync(bridge);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal)), patience.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(patience.Token);
    }

    /// <summary>The last that the server says of a connection, after it has read what was left of the body.</summary>
    private async Task ConnectionHasEndedAsync() =>
        await _log.NextAsync(line => line.Text.StartsWith("Connection id", StringComparison.Ordinal) && line.Text.EndsWith(" stopped.", StringComparison.Ordinal));

    /// <summary>Of ours; of the server's lines those below warnings are not shown unless somebody asks for them.</summary>
    private void NothingIsLoggedAboveDebug() => _log.All
        .Where(line => line.Level > (line.Category.StartsWith("Microsoft.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Debug))
        .Select(line => $"{line.Category} {line.Level} {line.Text} {line.Exception?.GetType().Name}")
        .ShouldBeEmpty();
}
