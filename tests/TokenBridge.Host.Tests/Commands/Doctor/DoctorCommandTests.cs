using System.CommandLine;
using System.Text.Json;
using Amazon.Runtime;
using TokenBridge.Host.Commands;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private const string Constant = """
        version: 1
        claims: { user: /preferred_username, department: /department }
        defaults: { session_name: "{user}", source_identity: "{sub}" }
        rules:
          - id: vision
            when: { group: /ml/vision/scientists }
            grant: { role: "arn:aws:iam::111122223333:role/ds-vision", tags: { team: vision, department: "{department}" }, transitive_tags: [team] }
          - id: teams
            when: { group: "/ml/{team}/scientists" }
            grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" }
          - id: nowhere
            when: { group: /ml/vision/leads }
            grant: { role: "arn:aws:iam::111122223333:role/nowhere" }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_sound_service_has_no_fault()
    {
        await using var bridge = await Bridge.StartAsync();

        var (exit, output, error) = await RunAsync(bridge);

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
        await using var bridge = await Bridge.StartAsync();
        (bridge.Realm.IsDown, bridge.Sts.Disturbances.IsDown) = (true, true);

        var (exit, output, _) = await RunAsync(bridge, "--format", "json", "--TokenBridge:Audit:Path", Path.Combine(_folder.FullName, "nowhere", "audit.log"));

        exit.ShouldBe(ExitCode.Failed);
        var faults = Rows(output).Where(row => row.State == "FAULT").ToList();
        faults.Select(row => row.Check).ShouldBe(["issuer research", "STS eu-central-1", "audit"]);
        faults.ShouldAllBe(row => row.Remedy!.Length > 0);
        Rows(output).Where(row => row.State == "skipped").Select(row => row.Check).ShouldBe(["not-before research", "clock research", "AWS identity"]);
        JsonDocument.Parse(output).RootElement.GetProperty("faults").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Every_fault_of_the_configuration_is_a_row_and_nothing_else_is_tried()
    {
        await using var bridge = await Bridge.StartAsync();

        var (exit, output, _) = await RunAsync(bridge, "--format", "json", "--TokenBridge:Sts:Strateggy", "x", "--TokenBridge:Issuers:research:ClockSkew", "01:00:00");

        exit.ShouldBe(ExitCode.Failed);
        var rows = Rows(output);
        rows.Count(row => row is { Check: "configuration", State: "FAULT" }).ShouldBe(2);
        rows[^1].State.ShouldBe("skipped");
        output.ShouldContain("did you mean Strategy?");
    }

    [Fact]
    public async Task A_realm_of_another_name_is_told_apart_from_one_that_is_away()
    {
        await using var bridge = await Bridge.StartAsync();
        var issuer = bridge.Realm.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:Issuers:research:Issuer", issuer);

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
        await using var bridge = await Bridge.StartAsync();

        // A clock that stands would differ more and more.
        var (_, output, _) = await RunAsync(bridge, new ShiftedClock(TimeSpan.FromSeconds(seconds)), bridge.Identity, "--format", "json");

        var row = Rows(output).Single(row => row.Check == "clock research");
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
        await using var bridge = await Bridge.StartAsync();

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:Issuers:research:Audiences:1", "account");

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("holds 'account', which stands in nearly every token");
        output.ShouldEndWith("0 faults, 1 warning\n");
    }

    [Fact]
    public async Task A_fault_of_the_rules_is_a_row_with_its_place()
    {
        await using var bridge = await Bridge.StartAsync();
        var rules = Write("rules.yaml", Constant.Replace("claims: { user", "clams: { user", StringComparison.Ordinal));

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain($"{rules}:2:1 TB");
        output.ShouldContain("did you mean 'claims'?");
    }

    [Fact]
    public async Task A_test_in_the_rules_that_fails_is_a_fault()
    {
        await using var bridge = await Bridge.StartAsync();
        var rules = Write("rules.yaml", $"{Constant}\ntests:\n  - name: dave has everything\n    token: {{ groups: [] }}\n    expect: {{ grants: [vision] }}\n");

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("dave has everything");
    }

    [Theory]
    [InlineData("01:00:00", "ok")]
    [InlineData("12:00:00", "warning")]
    public async Task A_service_that_is_itself_a_roles_session_is_told_of_the_hour(string most, string state)
    {
        await using var bridge = await Bridge.StartAsync();
        var session = bridge.Sts.AddSession(RoleArn.Parse("arn:aws:iam::111122223333:role/tokenbridge"), "i-0123");
        var identity = new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);

        var (_, output, _) = await RunAsync(bridge, TimeProvider.System, identity, "--format", "json", "--TokenBridge:Sts:MaxDuration", most);

        var row = Rows(output).Single(row => row.Check == "AWS identity");
        row.State.ShouldBe(state);
        row.Seen.ShouldContain("assumed-role/tokenbridge/i-0123, a role's session");
        output.ShouldNotContain(session.SecretAccessKey);
        output.ShouldNotContain(session.SessionToken!);
    }

    [Fact]
    public async Task Credentials_that_aws_refuses_are_a_fault_and_are_not_repeated()
    {
        await using var bridge = await Bridge.StartAsync();

        var (exit, output, _) = await RunAsync(bridge, TimeProvider.System, new BasicAWSCredentials("AKIAWRONG", "wrong-secret"));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("the service's own AWS credentials are refused");
        output.ShouldNotContain("wrong-secret");
    }

    [Fact]
    public async Task Web_identity_is_looked_at_from_outside()
    {
        await using var bridge = await Bridge.StartAsync(strategy: "WebIdentity");

        var (exit, output, _) = await RunAsync(bridge);

        exit.ShouldBe(ExitCode.Done, output);
        output.ShouldContain($"{bridge.Settings["TokenBridge:WebIdentity:Issuer"]} publishes this key");
    }

    [Fact]
    public async Task A_public_url_that_publishes_another_key_is_a_fault()
    {
        await using var bridge = await Bridge.StartAsync(strategy: "WebIdentity");
        using var key = System.Security.Cryptography.RSA.Create(2048);

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:WebIdentity:SigningKeyPath", Write("other.pem", key.ExportPkcs8PrivateKeyPem()));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("the keys there are of another signing key");
    }

    [Fact]
    public async Task A_signing_key_that_cannot_be_read_is_a_fault_without_its_text()
    {
        await using var bridge = await Bridge.StartAsync(strategy: "WebIdentity");

        var (exit, output, _) = await RunAsync(bridge, "--TokenBridge:WebIdentity:SigningKeyPath", Write("bad.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("bad.pem holds no unencrypted RSA or P-256 private key");
        output.ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task With_assume_each_role_that_stands_in_the_rules_is_tried_and_the_others_are_named()
    {
        await using var bridge = await Bridge.StartAsync();
        var rules = Write("rules.yaml", Constant);

        var (exit, output, _) = await RunAsync(bridge, "--format", "json", "--assume", "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        var rows = Rows(output);
        rows.Single(row => row.Check == "role of vision").State.ShouldBe("ok");
        rows.Single(row => row.Check == "role of teams").ShouldSatisfyAllConditions(
            row => row.State.ShouldBe("skipped"),
            row => row.Seen.ShouldContain("arn:aws:iam::111122223333:role/ds-{team} depends on the caller"));
        rows.Single(row => row.Check == "role of nowhere").ShouldSatisfyAllConditions(
            row => row.State.ShouldBe("FAULT"),
            row => row.Remedy!.ShouldContain("sts:AssumeRole"));
        output.ShouldNotContain("SecretAccessKey");

        var asked = bridge.Sts.Requests.All.First(request => request.Action == "AssumeRole" && request.Parameters["RoleArn"].EndsWith("ds-vision", StringComparison.Ordinal));
        asked.Parameters["RoleSessionName"].ShouldBe("tokenbridge-doctor");
        asked.Parameters["DurationSeconds"].ShouldBe("900");
        asked.Parameters.Values.ShouldContain("vision");
    }

    [Fact]
    public async Task An_audit_file_is_neither_made_nor_changed()
    {
        await using var bridge = await Bridge.StartAsync();
        var (there, absent) = (Write("audit.log", "{}\n"), Path.Combine(_folder.FullName, "new.log"));

        (await RunAsync(bridge, "--TokenBridge:Audit:Path", there)).Output.ShouldContain("audit.log takes records");
        (await RunAsync(bridge, "--TokenBridge:Audit:Path", absent)).Output.ShouldContain("new.log can be made");

        (await File.ReadAllTextAsync(there)).ShouldBe("{}\n");
        _folder.GetFileSystemInfos().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("now")]
    [InlineData("--config", "/nowhere/settings.json")]
    public async Task A_wrong_command_line_is_exit_code_2(params string[] words)
    {
        await using var bridge = await Bridge.StartAsync(keysFirst: false);

        var (exit, output, error) = await RunAsync(bridge, words);

        exit.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain(words[^1]);
    }

    private static List<(string Check, string State, string Seen, string? Remedy)> Rows(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("checks").EnumerateArray().Select(row => (
            row.GetProperty("check").GetString()!,
            row.GetProperty("state").GetString()!,
            row.GetProperty("seen").GetString()!,
            row.TryGetProperty("mend", out var remedy) ? remedy.GetString() : null))];

    private static Task<(int Exit, string Output, string Error)> RunAsync(Bridge bridge, params string[] words) =>
        RunAsync(bridge, TimeProvider.System, bridge.Identity, words);

    /// <summary>With the service's own settings as flags; later ones win.</summary>
    private static async Task<(int Exit, string Output, string Error)> RunAsync(Bridge bridge, TimeProvider time, AWSCredentials identity, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var settings = bridge.Settings.Where(setting => setting.Value is not null).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! });
        var exit = await ServiceCommand.RunAsync(
            ["doctor", .. settings, .. words], new InvocationConfiguration { Output = output, Error = error }, identity, time);
        return (exit, output.ToString(), error.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
