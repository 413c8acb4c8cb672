using System.CommandLine;
using System.Diagnostics;
using System.Runtime.Versioning;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

/// <summary>Ctrl-C and SIGTERM, here as the cancelled token of a command whose reader is blocked in the kernel.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InterruptionTests : IDisposable
{
    /// <summary>What shells report after Ctrl-C and after SIGTERM.</summary>
    private const int Interrupted = 130;
    private const int Terminated = 143;

    private readonly CredentialsRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("credentials", "--token-stdin")]
    [InlineData("configure", "--token-stdin")]
    public async Task Waiting_for_a_token_on_standard_input_ends_at_once(string verb, string place)
    {
        using var input = new SilentInput();
        using var controlC = new CancellationTokenSource();
        _run.OpenInput = () => input;

        var run = _run.RunAsync(verb == "configure" ? [verb, place] : [place], TextWriter.Null, TextWriter.Null, controlC.Token);
        await input.Asked;
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
    }

    [Fact]
    public async Task Waiting_for_the_writer_of_a_fifo_ends_at_once()
    {
        var fifo = MakeFifo("token");
        using var controlC = new CancellationTokenSource();

        var run = _run.RunAsync(["--token-file", fifo], TextWriter.Null, TextWriter.Null, controlC.Token);
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
        Release(fifo);
    }

    [Theory]
    [InlineData("rules", "explain", "{rules}", "--claims", "{fifo}")]
    [InlineData("rules", "explain", "{rules}", "--token", "{fifo}")]
    public async Task Waiting_for_what_is_to_be_explained_ends_at_once(params string[] words)
    {
        var fifo = MakeFifo("input");
        var rules = Path.Combine(_run.Home, "rules.yaml");
        await File.WriteAllTextAsync(rules, "version: 1\nrules:\n  - { id: a, when: { group: /a }, grant: { role: \"arn:aws:iam::111122223333:role/a\", session_name: \"{sub}\" } }\n");
        using var controlC = new CancellationTokenSource();

        var run = TokenBridgeCommand.RunAsync(
            [.. words.Select(word => word.Replace("{fifo}", fifo, StringComparison.Ordinal).Replace("{rules}", rules, StringComparison.Ordinal))],
            new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null },
            cancellationToken: controlC.Token);
        // A writer gets the FIFO once the command reads it.
        await using var writer = await Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
    }

    [Theory]
    [InlineData("explain", "{fifo}", "--claims", "-")]
    [InlineData("check", "{fifo}")]
    [InlineData("test", "{fifo}")]
    [InlineData("who", "{fifo}", "x")]
    public async Task A_verb_whose_thread_is_blocked_by_rules_that_nobody_writes_is_left_behind(params string[] words)
    {
        var fifo = MakeFifo("rules.yaml");
        using var controlC = new CancellationTokenSource();

        var run = TokenBridgeCommand.RunAsync(
            ["rules", .. words.Select(word => word.Replace("{fifo}", fifo, StringComparison.Ordinal))],
            new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null },
            cancellationToken: controlC.Token);
        await controlC.CancelAsync();

        (await run).ShouldBe(Interrupted);
        Release(fifo);
    }

    [Theory]
    [InlineData("INT", Interrupted)]
    [InlineData("TERM", Terminated)]
    public async Task A_signal_ends_the_program_with_the_exit_code_that_shells_know(string signal, int exit)
    {
        var fifo = MakeFifo("token");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(TokenBridgeCommand).Assembly.Location, "credentials", "--no-cache", "--token-file", fifo])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var program = Process.Start(start)!;
        await using var writer = await Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

        using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]);
        await program.WaitForExitAsync();

        program.ExitCode.ShouldBe(exit);
        (await program.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
        (await program.StandardError.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cache_lock_that_is_a_fifo_keeps_nobody_waiting()
    {
        await using var bridge = await FakeBridge.StartAsync();
        _run.WriteToken(TestTokens.Create(issuedAt: TimeProvider.System.GetUtcNow()));
        await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);
        var kept = _run.Kept.Single();
        File.Delete(kept);
        var locked = Path.ChangeExtension(kept, ".lock");
        File.Delete(locked);
        MakeFifo(locked);

        var (exit, _, error) = await _run.RunAsync("--url", bridge.Url, "--token-file", _run.TokenFile);

        exit.ShouldBe(0, error);
        bridge.Requests.ShouldBe(2);
    }

    private string MakeFifo(string name)
    {
        var path = Path.Combine(_run.Home, name);
        using var made = Process.Start("mkfifo", ["-m", "600", path]);
        made.WaitForExit();
        made.ExitCode.ShouldBe(0);
        return path;
    }

    /// <summary>A thread of the test process still waits there.</summary>
    private static void Release(string fifo)
    {
        using var writer = new FileStream(fifo, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>A terminal at which nobody types: whoever reads is blocked until it is disposed of.</summary>
    private sealed class SilentInput : MemoryStream
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _end = new();

        public Task Asked => _asked.Task;

        public override int Read(byte[] buffer, int offset, int count)
        {
            _asked.TrySetResult();
            _end.Wait();
            return 0;
        }

        public override int Read(Span<byte> buffer) => Read([], 0, 0);

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
