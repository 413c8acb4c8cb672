using TokenBridge.Cli.Credentials.Profiles;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

public sealed class ConfigureCommandTests : IAsyncLifetime
{
    private const string Vision = """{"name":"ds-vision","role":"arn:aws:iam::111122223333:role/ds-vision","rule":"scientists","region":"eu-central-1"}""";
    private const string Speech = """{"name":"ds-speech","role":"arn:aws:iam::111122223333:role/ds-speech","rule":"scientists"}""";

    private readonly CredentialsRun _run = new();
    private FakeBridge _bridge = null!;

    public async Task InitializeAsync()
    {
        _bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
    }

    public async Task DisposeAsync()
    {
        await _bridge.DisposeAsync();
        _run.Dispose();
    }

    private string Config => Path.Combine(_run.Home, ".aws", "config");

    [Fact]
    public async Task Without_write_the_change_is_shown_and_nothing_is_touched()
    {
        Grant(Vision);

        var (output, error) = await DoneAsync();

        output.ShouldBe($"""
            --- {Config}
            +++ {Config}
            @@ -0,0 +1,5 @@
            +# tokenbridge: begin {_bridge.Url} (tokenbridge credentials configure rewrites or removes this, up to the end mark)
            +[profile tokenbridge-ds-vision]
            +credential_process = /opt/tokenbridge/tokenbridge credentials --url {_bridge.Url} --role ds-vision --token-file {_run.TokenFile}
            +region = eu-central-1
            +# tokenbridge: end

            """);
        error.ShouldContain("Nothing is written yet; say --write");
        error.ShouldContain("AWS_EC2_METADATA_DISABLED=true");
        error.ShouldContain("export AWS_PROFILE=tokenbridge-ds-vision");
        File.Exists(Config).ShouldBeFalse();
    }

    [Fact]
    public async Task The_real_services_roles_become_profiles()
    {
        await using var bridge = await Bridge.StartAsync();
        _run.WriteToken(bridge.TokenOf("alice"));

        var (exit, _, error) = await _run.RunAsync("configure", "--url", bridge.Client.BaseAddress!.ToString(), "--token-file", _run.TokenFile, "--write");

        exit.ShouldBe(ExitCode.Done, error);
        (await File.ReadAllTextAsync(Config)).ShouldContain("[profile tokenbridge-ds-vision]\n");
        Mode(Config).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Other_profiles_comments_order_line_ends_and_odd_bytes_stay_as_they_are()
    {
        byte[] before = [.. "# mine, kept\r\n[default]\r\nregion=us-west-2 ; home\r\n\r\n[profile m"u8, 0xFC, .. "ller]\nsso_session = x\n\n\n# last"u8];
        WriteConfig(before);
        Grant(Vision);
        await DoneAsync("--write");
        Grant();
        await DoneAsync("--write");

        (await File.ReadAllBytesAsync(Config)).ShouldBe([.. before, (byte)'\n']);
    }

    [Fact]
    public async Task A_later_run_updates_adds_and_drops_only_its_own()
    {
        WriteConfig("[profile a]\nregion = x\n"u8.ToArray());
        Grant(Vision, Speech);
        await DoneAsync("--write");
        await File.AppendAllTextAsync(Config, "\n[profile z]\nregion = y\n");
        Grant(Speech);
        var (output, _) = await DoneAsync("--write", "--region", "eu-west-1");

        output.ShouldContain("-[profile tokenbridge-ds-vision]\n");
        output.ShouldContain("+region = eu-west-1\n");
        (await File.ReadAllTextAsync(Config)).ShouldBe($"""
            [profile a]
            region = x

            # tokenbridge: begin {_bridge.Url} (tokenbridge credentials configure rewrites or removes this, up to the end mark)
            [profile tokenbridge-ds-speech]
            credential_process = /opt/tokenbridge/tokenbridge credentials --url {_bridge.Url} --role ds-speech --token-file {_run.TokenFile}
            region = eu-west-1
            # tokenbridge: end

            [profile z]
            region = y

            """);
    }

    [Fact]
    public async Task A_region_stays_whoever_wrote_it_until_another_is_named()
    {
        Grant(Vision, Speech);
        await DoneAsync("--write", "--region", "ap-south-1");
        var (unchanged, error) = await DoneAsync("--write");
        await File.WriteAllTextAsync(Config, (await File.ReadAllTextAsync(Config)).Replace("region = ap-south-1", "region=us-west-2", StringComparison.Ordinal));
        await DoneAsync("--write");
        var byHand = await File.ReadAllTextAsync(Config);
        var (changed, _) = await DoneAsync("--write", "--region", "eu-west-1");

        unchanged.ShouldBeEmpty();
        error.ShouldNotContain("Profiles without a region");
        byHand.Split('\n').Count(line => line == "region = us-west-2").ShouldBe(2);
        changed.Split('\n').Count(line => line == "+region = eu-west-1").ShouldBe(2);
    }

    [Fact]
    public async Task A_region_of_another_services_profile_or_a_nested_setting_is_nobodys_here()
    {
        Grant(Speech);
        await DoneAsync("--write");
        var text = await File.ReadAllTextAsync(Config);
        await File.WriteAllTextAsync(Config, text.Replace("# tokenbridge: end\n", "s3 =\n  region = us-west-2\n# tokenbridge: end\nregion = us-west-1\n", StringComparison.Ordinal));
        await DoneAsync("--write");

        (await File.ReadAllTextAsync(Config)).ShouldBe($"{text}region = us-west-1\n");
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        Grant(Vision, Speech);
        await DoneAsync("--write");
        var written = await File.ReadAllBytesAsync(Config);

        var (output, error) = await DoneAsync("--write");

        output.ShouldBeEmpty();
        error.ShouldContain("is as it should be");
        (await File.ReadAllBytesAsync(Config)).ShouldBe(written);
    }

    [Fact]
    public async Task A_files_mode_is_kept()
    {
        WriteConfig([]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Config, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Grant(Vision);
        await DoneAsync("--write");

        Mode(Config).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.GetFiles(Path.GetDirectoryName(Config)!).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("[profile tokenbridge-ds-vision]\nregion = x\n", "line 1: profile tokenbridge-ds-vision stands there already")]
    [InlineData("[profile \"tokenbridge-ds-vision\"]\n", "stands there already")]
    [InlineData("# tokenbridge: begin http://elsewhere\n[profile tokenbridge-ds-vision]\n# tokenbridge: end\n", "is of another service")]
    [InlineData("\n# tokenbridge: begin http://elsewhere\n[profile x]\n", "line 2: begins what '# tokenbridge: end' should end")]
    public async Task A_file_in_which_somebody_elses_profile_would_suffer_is_left_alone(string text, string said)
    {
        WriteConfig(System.Text.Encoding.UTF8.GetBytes(text));
        Grant(Vision);

        var (exit, output, error) = await RunAsync("--write");

        (exit, output).ShouldBe((ExitCode.Failed, ""));
        error.ShouldContain(said);
        (await File.ReadAllTextAsync(Config)).ShouldBe(text);
    }

    [Fact]
    public async Task A_link_is_not_replaced_by_a_file()
    {
        var real = Path.Combine(_run.Home, "dotfiles-config");
        await File.WriteAllTextAsync(real, "[default]\n");
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.CreateSymbolicLink(Config, real);
        Grant(Vision);

        var (exit, _, error) = await RunAsync("--write");

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("is a symbolic link");
        (await File.ReadAllTextAsync(real)).ShouldBe("[default]\n");

        _run.Variables["AWS_CONFIG_FILE"] = real;
        await DoneAsync("--write");
        (await File.ReadAllTextAsync(real)).ShouldContain("tokenbridge-ds-vision");
    }

    [Fact]
    public async Task Names_that_a_profile_cannot_have_are_told_apart_and_asked_for_as_they_are()
    {
        Grant(
            """{"name":"team a]#","role":"arn:aws:iam::111122223333:role/x","rule":"r"}""",
            """{"name":"team-a--","role":"arn:aws:iam::111122223333:role/y","rule":"r"}""",
            """{"name":"twice","role":"arn:aws:iam::111122223333:role/z","rule":"r"}""",
            """{"name":"twice","role":"arn:aws:iam::111122223333:role/w","rule":"s"}""");

        var (output, _) = await DoneAsync();

        var names = output.Split('\n').Where(line => line.StartsWith("+[profile ", StringComparison.Ordinal)).ToList();
        names.Distinct().Count().ShouldBe(4);
        names.ShouldAllBe(name => name.All(character => char.IsAsciiLetterOrDigit(character) || "+[ .-]".Contains(character)));
        output.ShouldContain("--role 'team a]#' ");
        output.ShouldContain("--role arn:aws:iam::111122223333:role/z ");
        output.ShouldContain("--role arn:aws:iam::111122223333:role/w ");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME `x` \"q\"", "'$HOME `x` \"q\"'")]
    [InlineData("a #b ;c", "'a ''#b '';c'")]
    [InlineData("zoë", "'zoë'")]
    public void Words_are_quoted_for_shlex_for_a_shell_and_for_readers_of_comments(string word, string quoted) =>
        ProfileCommand.Quote(word).ShouldBe(quoted);

    [Fact]
    public async Task A_refusal_is_one_line_and_shows_nothing()
    {
        _bridge.Answer(context => FakeBridge.WriteAsync(context, 401, """{"message":"The token has expired: log in again."}"""), "/v1/roles");

        var (exit, output, error) = await RunAsync("--write");

        (exit, output, error).ShouldBe((ExitCode.Failed, "", "tokenbridge: The token has expired: log in again.\n"));
        File.Exists(Config).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"roles\":[1]}")]
    [InlineData("{\"roles\":[{\"name\":\"a\\n[default]\",\"role\":\"r\"}]}")]
    [InlineData("not json")]
    public async Task An_answer_that_is_no_list_of_roles_changes_nothing(string body)
    {
        _bridge.Answer(context => FakeBridge.WriteAsync(context, 200, body), "/v1/roles");

        var (exit, output, _) = await RunAsync("--write");

        (exit, output).ShouldBe((ExitCode.Failed, ""));
        File.Exists(Config).ShouldBeFalse();
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private void Grant(params string[] roles) =>
        _bridge.Answer(context => FakeBridge.WriteAsync(context, 200, $$"""{"roles":[{{string.Join(',', roles)}}],"refused":[]}"""), "/v1/roles");

    private void WriteConfig(byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllBytes(Config, bytes);
    }

    private Task<(int Exit, string Output, string Error)> RunAsync(params string[] words) =>
        _run.RunAsync(["configure", "--url", _bridge.Url, "--token-file", _run.TokenFile, .. words]);

    private async Task<(string Output, string Error)> DoneAsync(params string[] words)
    {
        var (exit, output, error) = await RunAsync(words);
        exit.ShouldBe(ExitCode.Done, error);
        return (output, error);
    }
}
