using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>The audit file in the hands of logrotate, with the configuration that the docs print.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class AuditRotationTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [EndToEndFact]
    public Task Logrotate_moves_the_file_and_no_record_is_lost() => ProveAsync(async () =>
    {
        var file = RealParts.AuditFile("rotation");
        // Those of an earlier run would stand in logrotate's way.
        Directory.CreateDirectory(Path.GetDirectoryName(file)!).GetFiles("audit.jsonl-*").ToList().ForEach(earlier => earlier.Delete());
        await using var service = await Parts.StartSecondAsync("rotation");
        var before = await RefusedAsync(service);
        await HoldsAsync(() => File.ReadAllTextAsync(file), before);

        await RotateAsync(file);
        var after = await RefusedAsync(service);

        await HoldsAsync(async () => File.Exists(file) ? await File.ReadAllTextAsync(file) : await NowhereAsync(), after);
        var rotated = Directory.GetFiles(Path.GetDirectoryName(file)!, "audit.jsonl-*").ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(rotated)).ShouldContain(before);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Say("AUDIT  logrotate with the documented configuration: the old records in the rotated file, the next one in a new file of mode 0640");
    });

    [EndToEndFact]
    public Task A_hangup_is_no_end() => ProveAsync(async () =>
    {
        await using var service = await Parts.StartSecondAsync("hangup");

        await service.SignalAsync("HUP");

        await HoldsAsync(() => Task.FromResult(service.LogText()), "SIGHUP:");
        (await LoopbackHttp.StatusOfAsync(new Uri(service.Url, "/health/ready"))).ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(service);
        Say("SIGHUP the service looks at audit file, rules and keys, and goes on");
    });

    /// <returns>The id of a decision that leaves a record.</returns>
    private static async Task<string> RefusedAsync(TokenBridgeProcess service) =>
        (await service.AskAsync("/v1/credentials", "Bearer none")).Body.GetProperty("decision_id").GetString()!;

    private static Task HoldsAsync(Func<Task<string>> read, string text) =>
        Eventually.TrueAsync($"'{text}' is written", Limit, async () => (await read()).Contains(text, StringComparison.Ordinal));

    private static Task<string> NowhereAsync() => Task.FromResult("");

    private static async Task RotateAsync(string file)
    {
        var documented = LogrotateBlock().Match(await File.ReadAllTextAsync(Path.Combine(Installation.Root, "docs", "audit.md")));
        documented.Success.ShouldBeTrue("docs/audit.md shows a configuration of logrotate");
        var folder = Directory.CreateDirectory(Path.Combine(Installation.RunFolder, "logrotate")).FullName;
        var configuration = Path.Combine(folder, "tokenbridge");
        await File.WriteAllTextAsync(configuration, documented.Value.Replace("/var/log/tokenbridge/audit.log", file, StringComparison.Ordinal));
        File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var rotation = await Command.RunAsync(Installation.Logrotate, ["--force", "--state", Path.Combine(folder, "state"), configuration]);

        rotation.ExitCode.ShouldBe(0, rotation.Error);
    }

    [GeneratedRegex(@"^/var/log/tokenbridge/audit\.log \{$.*?^\}$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogrotateBlock();
}
