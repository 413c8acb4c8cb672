using Amazon.Runtime;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorStsTests : IClassFixture<ReadyBridge>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Bridge _bridge;

    public DoctorStsTests(ReadyBridge fixture) => _bridge = fixture.Bridge;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("01:00:00", "ok")]
    [InlineData("12:00:00", "warning")]
    public async Task A_service_that_is_itself_a_roles_session_is_told_of_the_hour(string most, string state)
    {
        var session = _bridge.Sts.AddSession(RoleArn.Parse("arn:aws:iam::111122223333:role/tokenbridge"), "i-0123");
        var identity = new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);

        var (_, output, _) = await DoctorRun.RunAsync(_bridge, TimeProvider.System, identity, "--format", "json", "--TokenBridge:Sts:MaxDuration", most);

        var row = DoctorRun.Rows(output).Single(row => row.Check == "AWS identity");
        row.State.ShouldBe(state);
        row.Seen.ShouldContain("assumed-role/tokenbridge/i-0123, a role's session");
        output.ShouldNotContain(session.SecretAccessKey);
        output.ShouldNotContain(session.SessionToken!);
    }

    [Fact]
    public async Task The_clock_of_sts_is_compared_because_keycloak_does_not_say_what_time_it_has()
    {
        var (_, output, _) = await DoctorRun.RunAsync(_bridge, "--format", "json");

        DoctorRun.Rows(output).Single(row => row.Check == "clock STS").State.ShouldBe("ok");
    }

    [Fact]
    public async Task Credentials_that_aws_refuses_are_a_fault_and_are_not_repeated()
    {
        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, TimeProvider.System, new BasicAWSCredentials("AKIAWRONG", "wrong-secret"));

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("the service's own AWS credentials are refused");
        output.ShouldNotContain("wrong-secret");
    }

    [Fact]
    public async Task With_assume_each_role_that_stands_in_the_rules_is_tried_and_the_others_are_named()
    {
        var rules = _folder.Write("rules.yaml", DoctorRun.Rules);

        var (exit, output, _) = await DoctorRun.RunAsync(_bridge, "--format", "json", "--assume", "--TokenBridge:Rules:Path", rules);

        exit.ShouldBe(ExitCode.Failed);
        var rows = DoctorRun.Rows(output);
        rows.Single(row => row.Check == "role of vision").State.ShouldBe("ok");
        rows.Single(row => row.Check == "role of teams").ShouldSatisfyAllConditions(
            row => row.State.ShouldBe("skipped"),
            row => row.Seen.ShouldContain("arn:aws:iam::111122223333:role/ds-{team} depends on the caller"));
        rows.Single(row => row.Check == "role of nowhere").ShouldSatisfyAllConditions(
            row => row.State.ShouldBe("FAULT"),
            row => row.Remedy!.ShouldContain("sts:AssumeRole"));
        output.ShouldNotContain("SecretAccessKey");

        var asked = _bridge.Sts.Requests.All.First(request => request.Action == "AssumeRole" && request.Parameters["RoleArn"].EndsWith("ds-vision", StringComparison.Ordinal));
        asked.Parameters["RoleSessionName"].ShouldBe("tokenbridge-doctor");
        asked.Parameters["DurationSeconds"].ShouldBe("900");
        asked.Parameters.Values.ShouldContain("vision");
    }
}
