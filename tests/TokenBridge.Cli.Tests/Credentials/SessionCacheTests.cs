using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

public sealed class SessionCacheTests : IAsyncLifetime
{
    private readonly CredentialsRun _run = new();
    private readonly ManualClock _clock = new();
    private FakeBridge _bridge = null!;

    public async Task InitializeAsync()
    {
        _bridge = await FakeBridge.StartAsync(_clock);
        _run.Time = _clock;
        _run.WriteToken(Token());
    }

    public async Task DisposeAsync()
    {
        await _bridge.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task A_second_run_asks_nobody()
    {
        var first = await DoneAsync();

        (await DoneAsync()).ShouldBe(first);
        _bridge.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_kept_is_its_owners_alone_and_holds_nothing_of_the_token()
    {
        await DoneAsync();

        var file = _run.Kept.ShouldHaveSingleItem();
        Mode(_run.Cache).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(_run.Cache).ShouldAllBe(path => Mode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var text = await File.ReadAllTextAsync(file);
        text.ShouldNotContain("eyJ");
        text.ShouldNotContain("alice");
        Path.GetFileName(file).ShouldNotContain("eyJ");
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 2)]
    [InlineData(46, 2)]
    public async Task A_session_of_an_hour_is_kept_for_half_of_it(int minutes, int requests)
    {
        await DoneAsync();
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        _run.WriteToken(Token());
        await DoneAsync();

        _bridge.Requests.ShouldBe(requests);
    }

    [Fact]
    public async Task What_boto3_would_throw_away_at_once_is_not_handed_to_it_again()
    {
        _bridge.SessionLife = TimeSpan.FromMinutes(15);
        await DoneAsync();
        await DoneAsync();

        _bridge.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_fresh_token_of_the_same_person_finds_the_kept_session()
    {
        await DoneAsync();
        _run.WriteToken(Token(claims => (claims["jti"], claims["sid"], claims["groups"]) = ("another", "another", new JsonArray("/ml/vision/scientists", "/ml/speech/scientists"))));
        await DoneAsync();

        _bridge.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("sub", "somebody-else")]
    [InlineData("iss", "https://kc.example/realms/other")]
    [InlineData("acr", "gold")]
    [InlineData("azp", "hub")]
    public async Task Another_person_realm_login_or_client_never_gets_it(string claim, string value)
    {
        var first = await DoneAsync();
        _run.WriteToken(Token(claims => claims[claim] = value));

        (await DoneAsync()).ShouldNotBe(first);
        _bridge.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_left_a_group_is_judged_anew()
    {
        await DoneAsync();
        _run.WriteToken(Token(claims => claims["groups"] = new JsonArray("/ml/vision/scientists")));
        _bridge.Answer(403, """{"message":"no"}""");

        var (exit, output, _) = await RunAsync();

        (exit, output).ShouldBe((ExitCode.Failed, ""));
    }

    [Fact]
    public async Task Another_role_is_another_session()
    {
        await DoneAsync();
        await DoneAsync("--role", "ds-vision");
        await DoneAsync("--role", "-");

        _bridge.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task An_expired_token_gets_what_the_service_says_and_no_kept_session()
    {
        await DoneAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        _bridge.Answer(401, """{"message":"The token has expired: log in again."}""");

        var (exit, output, error) = await RunAsync();

        (exit, output).ShouldBe((ExitCode.Failed, ""));
        error.ShouldContain("log in again");
    }

    [Fact]
    public async Task No_cache_keeps_nothing_and_reads_nothing()
    {
        await DoneAsync("--no-cache");
        _run.Kept.ShouldBeEmpty();
        await DoneAsync();
        await DoneAsync("--no-cache");

        _bridge.Requests.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"AccessKeyId\":\"ASIAEVIL\",\"Secret")]
    [InlineData("null")]
    [InlineData("{\"Fetched\":\"2026-11-21T18:00:00.0000000+00:00\",\"AccessKeyId\":\"ASIAEVIL\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"\",\"Expiration\":\"2026-11-21T19:00:00Z\"}")]
    [InlineData("{\"Fetched\":\"2030-01-01T00:00:00.0000000+00:00\",\"AccessKeyId\":\"ASIAEVIL\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"Expiration\":\"2030-01-01T01:00:00Z\"}")]
    public async Task A_broken_file_is_ignored_and_replaced(string text)
    {
        await DoneAsync();
        await File.WriteAllTextAsync(_run.Kept.Single(), text);

        (await DoneAsync()).ShouldNotContain("ASIAEVIL");
        await DoneAsync();
        _bridge.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused_with_the_line_that_mends_it()
    {
        await DoneAsync();
        Chmod(_run.Kept.Single(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        (await FailsAsync()).ShouldContain($"rm {_run.Kept.Single()}");
    }

    [Fact]
    public async Task A_folder_that_others_may_enter_is_refused_with_the_line_that_mends_it()
    {
        await DoneAsync();
        Chmod(_run.Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);

        (await FailsAsync()).ShouldContain($"chmod 700 {_run.Cache}");
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_refused()
    {
        var real = Path.Combine(_run.Home, "real");
        Directory.CreateDirectory(real);
        Chmod(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.GetDirectoryName(_run.Cache)!);
        Directory.CreateSymbolicLink(_run.Cache, real);

        (await FailsAsync()).ShouldContain("is a symbolic link");
        Directory.GetFileSystemEntries(real).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_in_place_of_a_kept_session_is_refused_and_left_alone()
    {
        await DoneAsync();
        var (file, target) = (_run.Kept.Single(), Path.Combine(_run.Home, "precious"));
        File.Move(file, target);
        File.CreateSymbolicLink(file, target);
        var before = await File.ReadAllTextAsync(target);

        (await FailsAsync()).ShouldContain("is a symbolic link");
        (await File.ReadAllTextAsync(target)).ShouldBe(before);
    }

    [Fact]
    public async Task A_folder_of_another_user_is_refused()
    {
        var (exit, output, error) = await RunAsync("--cache", "/proc/1");

        if (Environment.UserName == "root")
        {
            // /proc/1 is root's own, and open.
            error.ShouldContain("is open to others");
        }
        else
        {
            error.ShouldContain("belongs to another user");
        }

        (exit, output).ShouldBe((ExitCode.Failed, ""));
    }

    [Fact]
    public async Task A_home_that_takes_nothing_costs_the_cache_and_not_the_credentials()
    {
        _run.Variables["HOME"] = "/proc/self";
        await DoneAsync();

        var (exit, _, error) = await RunAsync("--cache", "/proc/self/nowhere");
        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("cannot be made");
    }

    [Fact]
    public async Task Sessions_that_are_long_over_are_removed_and_other_files_are_not()
    {
        await DoneAsync();
        var (old, others) = (_run.Kept.Single(), Path.Combine(_run.Cache, "notes.json"));
        await File.WriteAllTextAsync(others, "mine");
        foreach (var file in new[] { old, others })
        {
            File.SetLastWriteTimeUtc(file, _clock.GetUtcNow().UtcDateTime.AddHours(-13));
        }

        _run.WriteToken(Token(claims => claims["sub"] = "somebody-else"));
        await DoneAsync();

        File.Exists(old).ShouldBeFalse();
        File.Exists(others).ShouldBeTrue();
    }

    [Fact]
    public async Task Twenty_runs_at_once_make_one_request()
    {
        using var bridge = new HeldBridge(_bridge);
        _run.Time = TimeProvider.System;
        _run.WriteToken(TestTokens.Create(issuedAt: TimeProvider.System.GetUtcNow()));

        var runs = Enumerable.Range(0, 20).Select(_ => Task.Run(() => RunAsync())).ToList();
        await bridge.AskedAsync();
        bridge.Release();
        var results = await Task.WhenAll(runs);

        results.ShouldAllBe(result => result.Exit == ExitCode.Done);
        results.Select(result => result.Output).Distinct().ShouldHaveSingleItem();
        _bridge.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_at_once_make_one_request_and_print_one_whole_document_each()
    {
        using var bridge = new HeldBridge(_bridge);
        _run.WriteToken(TestTokens.Create(issuedAt: TimeProvider.System.GetUtcNow()));
        using var first = Start();
        using var second = Start();
        await bridge.AskedAsync();
        bridge.Release();

        var outputs = await Task.WhenAll(first.StandardOutput.ReadToEndAsync(), second.StandardOutput.ReadToEndAsync());
        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());

        (first.ExitCode, second.ExitCode).ShouldBe((0, 0), $"{await first.StandardError.ReadToEndAsync()} {await second.StandardError.ReadToEndAsync()}");
        outputs[0].ShouldBe(outputs[1]);
        JsonDocument.Parse(outputs[0]).RootElement.GetProperty("SecretAccessKey").GetString().ShouldBe(FakeBridge.Secret);
        _bridge.Requests.ShouldBe(1);
    }

    private static string Token(ManualClock clock, Action<JsonObject>? claims) => TestTokens.Create(claims: claims, issuedAt: clock.GetUtcNow());

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void Chmod(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private string Token(Action<JsonObject>? claims = null) => Token(_clock, claims);

    private Task<(int Exit, string Output, string Error)> RunAsync(params string[] words) =>
        _run.RunAsync(["--url", _bridge.Url, "--token-file", _run.TokenFile, .. words]);

    private async Task<string> DoneAsync(params string[] words)
    {
        var (exit, output, error) = await RunAsync(words);
        exit.ShouldBe(ExitCode.Done, error);
        return output;
    }

    private async Task<string> FailsAsync()
    {
        var (exit, output, error) = await RunAsync();
        (exit, output).ShouldBe((ExitCode.Failed, ""));
        error.Trim().Split('\n').ShouldHaveSingleItem();
        return error;
    }

    private Process Start()
    {
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "tokenbridge.dll"), "credentials", "--url", _bridge.Url, "--token-file", _run.TokenFile, "--cache", _run.Cache])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Holds every answer back until it is released.</summary>
    private sealed class HeldBridge : IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBridge(FakeBridge bridge)
        {
            bridge.Answer(async context =>
            {
                _asked.TrySetResult();
                await _released.Task;
                var session = JsonNode.Parse(bridge.Session())!;
                session["Expiration"] = (TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)).ToString("yyyy-MM-ddTHH:mm:ssZ");
                await FakeBridge.WriteAsync(context, 200, session.ToJsonString());
            });
        }

        public Task AskedAsync() => _asked.Task;

        public void Release() => _released.TrySetResult();

        public void Dispose() => Release();
    }
}
