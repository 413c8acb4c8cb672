using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorCommandTests : IClassFixture<ReadyBridge>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Bridge _bridge;

    public DoctorCommandTests(ReadyBridge fixture) => _bridge = fixture.Bridge;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_service_has_no_fault()
    {
        var (exit, output, error) = await DoctorRun.RunAsync(_bridge);

        exit.ShouldBe(ExitCode.Done, output);
        error.ShouldBeEmpty();
        output.ShouldContain("issuer research");
        output.ShouldContain("signing key");
        output.ShouldContain("the realm has revoked nothing");
        output.ShouldContain("the same as here");
        output.ShouldContain("arn:aws:iam::111122223333:user/tokenbridge");
        output.ShouldContain("STS eu-central-1");
        output.ShouldContain("goes to standard output");
        output.ShouldEndWith("0 faults, 0 warnings\n");
        output.ShouldNotContain("role of");
    }

    [Fact]
    public async Task A_realm_an_sts_and_an_audit_folder_that_are_away_are_three_faults_with_a_remedy_each()
    {
        // Its own: others read the shared one meanwhile or later.
        await using var bridge = await Bridge.StartAsync();
        (bridge.Realm.IsDown, bridge.Sts.Disturbances.IsDown) = (true, true);

        var (exit, output, _) = await DoctorRun.RunAsync(bridge, "--format", "json", "--TokenBridge:Audit:Path", Path.Combine(_folder.Path, "nowhere", "audit.log"));

        exit.ShouldBe(ExitCode.Failed);
        var faults = DoctorRun.Rows(output).Where(row => row.State == "FAULT").ToList();
        faults.Select(row => row.Check).ShouldBe(["issuer research", "STS eu-central-1", "audit"]);
        faults.ShouldAllBe(row => row.Remedy!.Length > 0);
        DoctorRun.Rows(output).Where(row => row.State == "skipped").Select(row => row.Check).ShouldBe(["not-before research", "clock research", "AWS identity"]);
        JsonDocument.Parse(output).RootElement.GetProperty("faults").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Every_fault_of_the_configuration_is_a_row_and_nothing_else_is_tried()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--format", "json", "--TokenBridge:Sts:Strateggy", "x", "--TokenBridge:Issuers:research:ClockSkew", "01:00:00");

        exit.ShouldBe(ExitCode.Failed);
        var rows = DoctorRun.Rows(output);
        rows.Count(row => row is { Check: "configuration", State: "FAULT" }).ShouldBe(2);
        rows[^1].State.ShouldBe("skipped");
        output.ShouldContain("did you mean Strategy?");
    }

    [Fact]
    public async Task A_realm_of_another_name_is_told_apart_from_one_that_is_away()
    {
        var issuer = _bridge.Realm.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:Issuers:research:Issuer", issuer);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain($"not of {issuer}");
        output.ShouldContain("fix: TokenBridge:Issuers:research:Issuer must be the realm's own issuer to the letter");
    }

    [Theory]
    [InlineData(2, "ok")]
    [InlineData(20, "warning")]
    [InlineData(-20, "warning")]
    [InlineData(120, "FAULT")]
    [InlineData(-120, "FAULT")]
    public async Task A_clock_that_differs_from_the_realms_is_noticed(int seconds, string state)
    {
        // A clock that stands would differ more and more.
        var (_, output, _) = await DoctorRun.RunAsync(_bridge, new ShiftedClock(TimeSpan.FromSeconds(seconds)), _bridge.Identity, "--format", "json");

        var row = DoctorRun.Rows(output).Single(row => row.Check == "clock research");
        if (seconds == 2)
        {
            row.State.ShouldNotBe("FAULT");
        }
        else
        {
            row.State.ShouldBe(state);
        }
    }

    [Fact]
    public async Task An_audience_that_every_token_has_is_warned_of()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:Issuers:research:Audiences:1", "account");

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("holds 'account', which stands in nearly every token");
        output.ShouldEndWith("0 faults, 1 warning\n");
    }

    [Fact]
    public async Task A_fault_of_the_rules_is_a_row_with_its_place()
    {
        var rules = _folder.Write("rules.yaml", DoctorRun.Rules.Replace("claims: { user", "clams: { user", StringComparison.Ordinal));

        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain($"{rules}:2:1 TB");
        output.ShouldContain("did you mean 'claims'?");
    }

    [Fact]
    public async Task A_test_in_the_rules_that_fails_is_a_fault()
    {
        var rules = _folder.Write("rules.yaml", $"{DoctorRun.Rules}\ntests:\n  - name: dave has everything\n    token: {{ groups: [] }}\n    expect: {{ grants: [vision] }}\n");

        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("dave has everything");
    }

    [Fact]
    public async Task An_audit_file_is_neither_made_nor_changed()
    {
        var (there, absent) = (_folder.Write("audit.log", "{}\n"), Path.Combine(_folder.Path, "new.log"));

        (await DoctorRun.RunAsync(_bridge, "--TokenBridge:Audit:Path", there)).Output.ShouldContain("audit.log takes records");
        (await DoctorRun.RunAsync(_bridge, "--TokenBridge:Audit:Path", absent)).Output.ShouldContain("new.log can be made");

        (await File.ReadAllTextAsync(there)).ShouldBe("{}\n");
        Directory.GetFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("now")]
    [InlineData("--config", "/nowhere/settings.json")]
    public async Task A_wrong_command_line_is_exit_code_2(params string[] words)
    {
        var (exit, output, error) = await DoctorRun.RunAsync(_bridge, words);

        exit.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain(words[^1]);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
