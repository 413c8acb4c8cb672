using System.Text;
using System.Text.Json;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

public sealed class CredentialsCommandTests : IDisposable
{
    private readonly CredentialsRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_real_service_gives_a_document_that_every_sdk_takes()
    {
        await using var bridge = await Bridge.StartAsync();
        _run.WriteToken($"\n  {bridge.TokenOf("alice")} \r\n");

        var (exit, output, error) = await _run.RunAsync("--url", Root(bridge), "--role", "ds-vision", "--token-file", _run.TokenFile);

        exit.ShouldBe(ExitCode.Done, error);
        error.ShouldBeEmpty();
        var document = JsonDocument.Parse(output).RootElement;
        document.EnumerateObject().Select(member => member.Name).ShouldBe(["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "AccountId"]);
        document.GetProperty("Version").GetInt32().ShouldBe(1);
        document.GetProperty("AccountId").GetString().ShouldBe("111122223333");
        document.GetProperty("Expiration").GetString()!.ShouldMatch(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z");
        output.ShouldEndWith("}\n");
    }

    [Fact]
    public async Task A_refusal_is_the_services_message_in_one_line_and_nothing_on_standard_output()
    {
        await using var bridge = await Bridge.StartAsync();
        _run.StandardInput = bridge.TokenOf("dave");

        var (exit, output, error) = await _run.RunAsync("--url", Root(bridge), "--token-stdin");

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldBeEmpty();
        error.ShouldStartWith("tokenbridge: No rule gives you a role.");
        error.ShouldContain("[no_rule_matches, decision ");
        OneLineIn(error);
    }

    [Theory]
    [InlineData("--token-file")]
    [InlineData("--token-stdin")]
    [InlineData("TOKENBRIDGE_TOKEN")]
    [InlineData("TOKENBRIDGE_TOKEN_FILE")]
    public async Task The_token_comes_from_the_place_that_is_named(string place)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c\n");
        _run.StandardInput = "\ta.b.c\n";
        _run.Variables["TOKENBRIDGE_URL"] = bridge.Url;
        if (place.StartsWith("TOKEN", StringComparison.Ordinal))
        {
            _run.Variables[place] = place.EndsWith("FILE", StringComparison.Ordinal) ? _run.TokenFile : " a.b.c ";
        }

        var (exit, _, error) = await _run.RunAsync(place switch { "--token-file" => [place, _run.TokenFile], "--token-stdin" => [place], _ => [] });

        exit.ShouldBe(ExitCode.Done, error);
        bridge.Authorizations.ShouldBe(["Bearer a.b.c"]);
    }

    [Fact]
    public async Task An_option_wins_over_the_variables()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        (_run.Variables["TOKENBRIDGE_TOKEN"], _run.Variables["TOKENBRIDGE_TOKEN_FILE"]) = ("x.y.z", "/nowhere");

        await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        bridge.Authorizations.ShouldBe(["Bearer a.b.c"]);
    }

    [Theory]
    [InlineData("both given", "--token-file", "t", "--token-stdin")]
    [InlineData("not known", "--tokn-file", "t")]
    [InlineData("not loopback", "--token-file", "t", "--url", "http://bridge.example")]
    [InlineData("no https URL", "--token-file", "t", "--url", "bridge.example")]
    [InlineData("user information", "--token-file", "t", "--url", "https://me:secret@bridge.example")]
    [InlineData("write the plain URL: --url https://bridge.example/x", "--token-file", "t", "--url", "https://me:secret@bridge.example/x/?role=a#b")]
    [InlineData("--role is empty", "--token-file", "t", "--role", " ")]
    [InlineData("exclude each other", "--token-file", "t", "--cache", "c", "--no-cache")]
    [InlineData("goes with --serve", "--token-file", "t", "--port", "1")]
    [InlineData("no token: say --token-file")]
    [InlineData("--role", "--role")]
    public async Task A_wrong_command_line_is_one_line_on_standard_error_and_exit_code_2(string said, params string[] words)
    {
        var (exit, output, error) = await _run.RunAsync(words);

        exit.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain(said);
        error.ShouldNotContain("secret");
        error.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Both_variables_are_refused()
    {
        (_run.Variables["TOKENBRIDGE_TOKEN"], _run.Variables["TOKENBRIDGE_TOKEN_FILE"]) = ("x.y.z", "/nowhere");

        var (exit, output, error) = await _run.RunAsync();

        exit.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("TOKENBRIDGE_TOKEN and TOKENBRIDGE_TOKEN_FILE are both set");
        error.ShouldNotContain("x.y.z");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("a.b.c d.e.f")]
    [InlineData("a.b.c\r\nX-Injected: 1")]
    [InlineData("a.b.c,d.e.f")]
    [InlineData("tökén")]
    public async Task A_token_file_that_holds_no_single_token_is_refused_before_anything_is_sent(string text)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken(text);

        var error = await FailsAsync(bridge);

        error.ShouldContain(_run.TokenFile);
        error.ShouldNotContain("d.e.f");
        bridge.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_file_that_is_not_there_is_said()
    {
        await using var bridge = await FakeBridge.StartAsync();

        (await FailsAsync(bridge)).ShouldContain("does not exist; log in");
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cr3t\"")]
    [InlineData(200, "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":\"t\"}")]
    [InlineData(200, "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":\"t\",\"Expiration\":\"2100-01-01T00:00:00+02:00\"}")]
    [InlineData(200, "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":\"\",\"Expiration\":\"2100-01-01T00:00:00Z\"}")]
    [InlineData(200, "<html>s3cr3t</html>")]
    [InlineData(200, "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":\"t\",\"Expiration\":\"2100-01-01T00:00:00Z\"}")]
    [InlineData(200, "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":\"t\",\"Expiration\":\"2001-01-01T00:00:00Z\"}")]
    [InlineData(502, "<html>bad gateway s3cr3t</html>")]
    [InlineData(204, "")]
    public async Task An_answer_that_is_no_whole_session_prints_nothing_of_itself(int status, string body)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        bridge.Answer(context => status == 204 ? NoContent(context) : FakeBridge.WriteAsync(context, status, body));

        (await FailsAsync(bridge)).ShouldNotContain("s3cr3t");
    }

    [Theory]
    [InlineData(431, "16384")]
    [InlineData(400, "a proxy refuses so long a request")]
    [InlineData(494, "a proxy refuses so long a request")]
    public async Task Whoever_refuses_a_long_token_without_a_word_is_not_something_unknown(int status, string said)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken($"a.{new string('b', 20_000)}.c");
        bridge.Answer(context => FakeBridge.WriteAsync(context, status, ""));

        var error = await FailsAsync(bridge);

        error.ShouldContain("the token has 20004 characters");
        error.ShouldContain(said);
        error.ShouldContain("fewer groups or claims");
        error.ShouldNotContain("in front of it");
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        bridge.Answer(async context =>
        {
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });

        (await FailsAsync(bridge)).ShouldContain("more than 65536 bytes");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        await using var bridge = await FakeBridge.StartAsync();
        await using var elsewhere = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        bridge.Answer(context =>
        {
            context.Response.Redirect($"{elsewhere.Url}/v1/credentials");
            return Task.CompletedTask;
        });

        (await FailsAsync(bridge)).ShouldContain("redirects are not followed");
        elsewhere.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_refusals_text_cannot_forge_lines_or_speak_to_the_terminal()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("aaa.bbb.ccc");
        bridge.Answer(403, """{"message":"  no\r\ntokenbridge: fine\u001b[2J\u0007\u0085\u2028\u202edesrever aaa.bbb.ccc"}""");

        var error = await FailsAsync(bridge);

        error.ShouldBe("tokenbridge: no tokenbridge: fine [2J desrever (token withheld)\n");
    }

    [Theory]
    [InlineData(900)]
    [InlineData(2000)]
    public async Task A_token_that_a_page_repeats_is_withheld_also_where_the_text_is_cut_off(int length)
    {
        await using var bridge = await FakeBridge.StartAsync();
        var token = $"eyJ{new string('a', length / 2)}.{new string('b', length / 2)}.{new string('c', 20)}";
        _run.WriteToken(token);
        bridge.Answer(403, $$"""{"message":"{{new string('-', 300)}} Authorization: Bearer {{token}} and eyJhbGciOiJub25lIn0.another.one"}""");

        var error = await FailsAsync(bridge);

        error.ShouldEndWith("- Authorization: Bearer (token withheld) and (token withheld)\n");
        error.ShouldNotContain("aaa");
    }

    [Fact]
    public async Task An_at_sign_reads_no_arguments_from_a_file()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        var file = Path.Combine(_run.Home, "arguments");
        await File.WriteAllTextAsync(file, "role\nnobody-else-s-business\n");
        string? asked = null;
        bridge.Answer(context =>
        {
            asked = context.Request.Query["role"];
            return FakeBridge.WriteAsync(context, 403, """{"message":"no"}""");
        });

        var (exit, _, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile, "--role", $"@{file}");

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldBe("tokenbridge: no\n");
        asked.ShouldBe($"@{file}");
    }

    [Fact]
    public async Task A_refusals_text_has_an_end()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        bridge.Answer(403, $$"""{"message":"{{new string('x', 50_000)}}"}""");

        (await FailsAsync(bridge)).Length.ShouldBeLessThan(1_100);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_said_with_its_url()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        await bridge.StopAsync();

        (await FailsAsync(bridge)).ShouldContain($"{bridge.Url} cannot be reached");
    }

    [Fact]
    public async Task A_role_is_a_parameter_whatever_is_in_it()
    {
        await using var bridge = await FakeBridge.StartAsync();
        var asked = "";
        _run.WriteToken("a.b.c");
        bridge.Answer(context =>
        {
            asked = context.Request.Query["role"];
            return FakeBridge.WriteAsync(context, 200, bridge.Session());
        });

        await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile, "--role", "a b&role=c/%2F#é");

        asked.ShouldBe("a b&role=c/%2F#é");
    }

    [Fact]
    public void What_holds_secrets_does_not_print_them()
    {
        var document = $$"""{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"{{FakeBridge.Secret}}","Token":"the-session-token","Expiration":"2100-01-01T00:00:00Z"}""";
        var session = AwsSession.Read(Encoding.UTF8.GetBytes(document))!;

        $"{session} {new ServiceAnswer(200, Encoding.UTF8.GetBytes(document), null)}".ShouldBe("AwsSession { ASIAEXAMPLE, until 2100-01-01T00:00:00Z } ServiceAnswer { 200, " + $"{document.Length} bytes }}");
    }

    private static string Root(Bridge bridge) => bridge.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private static Task NoContent(Microsoft.AspNetCore.Http.HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static void OneLineIn(string error)
    {
        error.ShouldEndWith("\n");
        error.TrimEnd('\n').Any(char.IsControl).ShouldBeFalse();
    }

    private async Task<string> FailsAsync(FakeBridge bridge)
    {
        var (exit, output, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldBeEmpty();
        OneLineIn(error);
        _run.Kept.ShouldBeEmpty();
        return error;
    }
}
