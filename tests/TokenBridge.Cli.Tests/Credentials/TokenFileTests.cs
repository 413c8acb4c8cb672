using System.Runtime.Versioning;
using System.Text;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Tests.Credentials;

[UnsupportedOSPlatform("windows")]
public sealed class TokenFileTests : IDisposable
{
    private readonly CredentialsRun _run = new();

    public void Dispose() => _run.Dispose();

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a.b.c\r\n")] },
        { "UTF-16", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("a.b.c")] },
        { "UTF-16 or something binary", Encoding.Unicode.GetBytes("a.b.c") },
        { "UTF-32", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("a.b.c")] },
        { "UTF-8 with a byte order mark", [.. Encoding.UTF8.GetPreamble(), .. "a.b.c"u8] },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_token_in_another_encoding_is_named_with_what_to_do_and_not_sent(string encoding, byte[] bytes)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken(bytes);

        var (exit, output, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        (exit, output).ShouldBe((ExitCode.Failed, ""));
        error.ShouldBe($"tokenbridge: the token file {_run.TokenFile} is written as {encoding}; write it as plain text without a mark, in PowerShell: Set-Content -NoNewline -Encoding ascii\n");
        bridge.Requests.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Standard_input_in_another_encoding_is_named(string encoding, byte[] bytes)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.OpenInput = () => new MemoryStream(bytes);

        var (_, _, error) = await _run.RunAsync("--url", bridge.Url, "--token-stdin");

        error.ShouldContain($"standard input is written as {encoding};");
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite)]
    public async Task A_token_file_that_others_may_touch_is_warned_of_beside_the_credentials(UnixFileMode mode)
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        File.SetUnixFileMode(_run.TokenFile, mode);

        var (exit, output, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("AccessKeyId");
        error.ShouldBe($"tokenbridge: warning: the token file {_run.TokenFile} is open to others, who may have read it; fix it with: chmod 600 {_run.TokenFile}\n");
    }

    [Fact]
    public async Task A_link_is_followed_to_the_file_whose_mode_counts()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken("a.b.c");
        var link = Path.Combine(_run.Home, "link");
        File.CreateSymbolicLink(link, "token");

        var quiet = await _run.RunAsync("--url", bridge.Url, "--token-file", link);
        File.SetUnixFileMode(_run.TokenFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var warned = await _run.RunAsync("--url", bridge.Url, "--token-file", link);

        quiet.Error.ShouldBeEmpty();
        warned.Error.ShouldContain($"the token file {link} is open to others");
    }

    [Fact]
    public async Task After_a_failure_there_is_one_line_and_no_warning_beside_it()
    {
        await using var bridge = await FakeBridge.StartAsync();
        bridge.Answer(403, """{"message":"no"}""");
        _run.WriteToken("a.b.c");
        File.SetUnixFileMode(_run.TokenFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var (_, _, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        error.ShouldBe("tokenbridge: no\n");
    }
}
