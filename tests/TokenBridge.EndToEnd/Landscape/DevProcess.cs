using System.Diagnostics;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary><c>tokenbridge-service dev</c> as somebody runs it who has just cloned the repository; on free ports. Needs neither Keycloak nor the gateway.</summary>
public sealed class DevProcess : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly string _log = Path.Combine(Installation.RunFolder, "dev", "dev.log");
    private Process? _process;

    /// <summary>Everything that it printed until it was ready.</summary>
    internal string Page { get; private set; } = "";

    /// <summary>What is meant for pasting, line by line.</summary>
    internal string Lines => Between("TRY IT  in another terminal\n", "\nWATCHING");

    /// <param name="name">As the page calls it.</param>
    internal Uri AddressOf(string name) => new(Between($"  {name} ", "\n").Trim());

    public async Task InitializeAsync()
    {
        // xunit makes fixtures for skipped tests too.
        if (EndToEndMode.SkipReason is not null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_log)!);
        // That of an earlier run would be read as this one's.
        File.Delete(_log);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" dev --port 0 > \"$1\" 2>&1 < /dev/null", Installation.Service, _log]);
        _process = Process.Start(start) ?? throw new InvalidOperationException("dev did not start");
        await Eventually.TrueAsync($"dev is ready\n{LogEnd.Of("dev", _log)}", StartLimit, () =>
        {
            Page = File.Exists(_log) ? File.ReadAllText(_log) : "";
            return _process.HasExited ? throw new InvalidOperationException($"dev ended\n{LogEnd.Of("dev", _log)}") : Task.FromResult(Page.Contains("WATCHING", StringComparison.Ordinal));
        });
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        await Command.RunAsync("kill", ["-TERM", $"{_process.Id}"]);
        using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
    }

    private string Between(string before, string after)
    {
        var start = Page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return Page[start..Page.IndexOf(after, start, StringComparison.Ordinal)];
    }
}

/// <summary>Alone on the machine: programs that are started one after the other would slow down what others measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DevProcessDefinition : ICollectionFixture<DevProcess>
{
    public const string Name = "dev";
}
