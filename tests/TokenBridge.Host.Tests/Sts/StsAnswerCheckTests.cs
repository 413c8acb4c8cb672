using Amazon.SecurityToken.Model;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class StsAnswerCheckTests
{
    private static readonly DateTimeOffset Now = ManualClock.Start;

    /// <summary>With a path, as many companies write their roles.</summary>
    private static readonly Grant Grant = StsScenes.Grant with { Role = RoleArn.Parse("arn:aws:iam::111122223333:role/teams/x/reader") };

    [Theory]
    [InlineData("arn:aws:sts::111122223333:assumed-role/reader/alice")] // AWS
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/x/reader/alice")] // Ceph RGW
    public void The_session_is_named_without_the_roles_path_or_with_it(string arn)
    {
        var assumed = Check(arn: arn).ShouldBeOfType<StsOutcome.Assumed>();

        assumed.Credentials.AssumedRoleArn.ShouldBe(arn);
    }

    [Theory]
    [InlineData("arn:aws:sts::111122223333:assumed-role/x/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/y/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role//teams/x/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/x/x/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/Teams/x/reader/alice")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/x/reader/bob")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/x/reader")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/teams/x/reader/")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/writer/alice")]
    [InlineData("arn:aws:sts::999988887777:assumed-role/teams/x/reader/alice")]
    [InlineData("arn:aws-cn:sts::111122223333:assumed-role/reader/alice")]
    [InlineData("arn:aws:iam::111122223333:role/teams/x/reader")]
    [InlineData(null)]
    public void No_other_name_is_the_session_that_was_asked_for(string? arn) =>
        Check(arn: arn).ShouldBeOfType<StsOutcome.Failed>().Failure.ShouldBe(StsFailure.StsUnexpectedAnswer);

    [Fact]
    public void A_role_without_a_path_has_one_name() =>
        Check(StsScenes.Grant, "arn:aws:sts::111122223333:assumed-role//ds-vision/alice").ShouldBeOfType<StsOutcome.Failed>();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(900, 900)]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3600)]
    [InlineData(3600 + 300, 3600)]
    public void A_session_ends_when_sts_says_so_and_never_after_what_was_asked_for(int given, int told) =>
        Check(lives: TimeSpan.FromSeconds(given)).ShouldBeOfType<StsOutcome.Assumed>().Credentials.Expiration.ShouldBe(Now.AddSeconds(told));

    [Theory]
    [InlineData(3600 + 301)]
    [InlineData(12 * 3600)]
    [InlineData(10 * 365 * 24 * 3600)]
    public void A_session_that_lasts_longer_than_clocks_can_differ_is_thrown_away(int given)
    {
        var failed = Check(lives: TimeSpan.FromSeconds(given)).ShouldBeOfType<StsOutcome.Failed>();

        failed.Failure.ShouldBe(StsFailure.StsUnexpectedAnswer);
        failed.Detail.ShouldContain("3600 s were asked for");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_session_that_is_over_is_thrown_away(int given) =>
        Check(lives: TimeSpan.FromSeconds(given)).ShouldBeOfType<StsOutcome.Failed>().Failure.ShouldBe(StsFailure.StsUnexpectedAnswer);

    private static StsOutcome Check(Grant? grant = null, string? arn = "arn:aws:sts::111122223333:assumed-role/teams/x/reader/alice", TimeSpan? lives = null) => StsAnswer.Check(
        StsScenes.Request(grant ?? Grant),
        new Credentials
        {
            AccessKeyId = "ASIAEXAMPLE000000000",
            SecretAccessKey = "secret",
            SessionToken = "token",
            Expiration = (Now + (lives ?? TimeSpan.FromHours(1))).UtcDateTime,
        },
        new AssumedRoleUser { Arn = arn, AssumedRoleId = "AROA:alice" },
        "r-1",
        Now);
}
