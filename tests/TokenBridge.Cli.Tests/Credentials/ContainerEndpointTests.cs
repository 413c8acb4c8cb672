using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

public sealed class ContainerEndpointTests : IAsyncLifetime
{
    private readonly CredentialsRun _run = new();
    private readonly AwaitedOutput _output = new();
    private readonly AwaitedOutput _error = new();
    private readonly CancellationTokenSource _controlC = new();
    private readonly HttpClient _http = new();
    private FakeBridge _bridge = null!;
    private Task<int> _serving = null!;
    private Uri _address = null!;
    private string _authorization = "";

    public async Task InitializeAsync()
    {
        _bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        _serving = _run.RunAsync(["--url", _bridge.Url, "--token-file", _run.TokenFile, "--serve"], _output, _error, _controlC.Token);
        await Task.WhenAny(_serving, _error.SeenAsync("serving"));
        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2, _error.ToString());
        _address = new Uri(After(lines[0], "export AWS_CONTAINER_CREDENTIALS_FULL_URI="));
        _authorization = After(lines[1], "export AWS_CONTAINER_AUTHORIZATION_TOKEN=");
    }

    public async Task DisposeAsync()
    {
        await _controlC.CancelAsync();
        (await _serving).ShouldBe(ExitCode.Done);
        await _bridge.DisposeAsync();
        _http.Dispose();
        _controlC.Dispose();
        _run.Dispose();
    }

    [Fact]
    public async Task The_two_lines_lead_an_sdk_to_credentials()
    {
        using var answer = await GetAsync(_address, _authorization);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        answer.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        json.EnumerateObject().Select(member => member.Name).ShouldBe(["AccessKeyId", "SecretAccessKey", "Token", "Expiration", "AccountId"]);
        _address.Host.ShouldBe("127.0.0.1");
        _run.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_file_is_read_anew_at_each_request()
    {
        (await GetAsync(_address, _authorization)).Dispose();
        _run.WriteToken("x.y.z\n");
        (await GetAsync(_address, _authorization)).Dispose();

        _bridge.Authorizations.ShouldBe(["Bearer a.b.c", "Bearer x.y.z"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("credentials")]
    [InlineData("v1/credentials")]
    public async Task Every_other_path_is_404_even_with_the_right_value(string path)
    {
        using var answer = await GetAsync(new Uri(new Uri(_address.GetLeftPart(UriPartial.Authority)), path), _authorization);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldHoldNothingAsync(answer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    public async Task The_path_alone_gives_nothing(string? authorization)
    {
        using var answer = await GetAsync(_address, authorization);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await ShouldHoldNothingAsync(answer);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.2")]
    [InlineData("0.0.0.0")]
    public async Task A_rebound_name_is_refused_even_with_path_and_value(string host)
    {
        using var request = Request(_address, _authorization);
        request.Headers.Host = $"{host}:{_address.Port}";
        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldHoldNothingAsync(answer);
    }

    [Fact]
    public async Task Another_method_gives_nothing()
    {
        using var request = Request(_address, _authorization);
        request.Method = HttpMethod.Post;
        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldHoldNothingAsync(answer);
    }

    [Fact]
    public async Task Two_authorizations_are_none()
    {
        using var request = Request(_address, _authorization);
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await ShouldHoldNothingAsync(answer);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n")]
    public async Task What_is_no_http_is_turned_away_and_the_next_request_is_answered(string sent)
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(_address.Host, _address.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(sent));
            using var reader = new StreamReader(stream, Encoding.Latin1);
            (await reader.ReadToEndAsync()).ShouldNotContain("AccessKeyId");
        }

        using var answer = await GetAsync(_address, _authorization);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        var error = new AwaitedOutput();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var code = await _run.RunAsync(
            ["--url", _bridge.Url, "--token-file", _run.TokenFile, "--serve", "--port", $"{port}"], new AwaitedOutput(), error, _controlC.Token);

        code.ShouldBe(ExitCode.Failed);
        error.ToString().ShouldContain($"cannot listen on 127.0.0.1:{port}: Address already in use");
    }

    [Fact]
    public async Task Many_are_answered_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync(_address, _authorization)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_refusal_of_the_service_arrives_with_its_own_status_and_body()
    {
        const string Body = """{"code":"AccessDenied","message":"no","Code":"AccessDenied","Message":"no","reason":"no_rule_matches"}""";
        _bridge.Answer(403, Body);

        using var answer = await GetAsync(_address, _authorization);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Body);
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.x")]
    public async Task A_page_that_repeats_a_token_is_not_passed_on(string repeated)
    {
        _bridge.Answer(403, $$"""{"message":"no","headers":["Authorization: Bearer {{repeated}}"]}""");

        using var answer = await GetAsync(_address, _authorization);

        ((int)answer.StatusCode).ShouldBe(502);
        var body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("\"message\":\"no\"");
        body.ShouldNotContain(repeated);
    }

    [Theory]
    [InlineData(307, 502)]
    [InlineData(200, 502)]
    [InlineData(503, 503)]
    public async Task What_something_in_between_says_becomes_a_refusal_that_sdks_can_read(int status, int expected)
    {
        _bridge.Answer(status, "<html>");

        using var answer = await GetAsync(_address, _authorization);

        ((int)answer.StatusCode).ShouldBe(expected);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("ServiceUnavailable");
    }

    [Fact]
    public async Task A_token_file_that_has_gone_is_a_401_that_says_so()
    {
        File.Delete(_run.TokenFile);

        using var answer = await GetAsync(_address, _authorization);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("does not exist");
        _bridge.Requests.ShouldBe(0);
    }

    private static string After(string line, string start)
    {
        line.ShouldStartWith(start);
        return line[start.Length..];
    }

    private static HttpRequestMessage Request(Uri address, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    private async Task<HttpResponseMessage> GetAsync(Uri address, string? authorization)
    {
        using var request = Request(address, authorization);
        return await _http.SendAsync(request);
    }

    private async Task ShouldHoldNothingAsync(HttpResponseMessage answer)
    {
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("AccessKeyId");
        _bridge.Requests.ShouldBe(0);
    }
}
