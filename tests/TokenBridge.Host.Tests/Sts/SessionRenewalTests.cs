using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class SessionRenewalTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("Fresh", false, "HandOut")]
    [InlineData("Fresh", true, "HandOut")]
    [InlineData("Aging", false, "HandOutAndRenew")]
    [InlineData("Aging", true, "HandOutStale")]
    [InlineData("Ending", false, "RenewFirst")]
    [InlineData("Ending", true, "HandOutStale")]
    public void What_is_done_follows_the_age_and_the_last_failure(string age, bool hasJustFailed, string renewal)
    {
        var session = Session();
        if (hasJustFailed)
        {
            session.PostponeRenewal(_clock.GetUtcNow());
        }

        SessionRenewalRule.For((session, Enum.Parse<SessionAge>(age)), _clock).ToString().ShouldBe(renewal);
    }

    [Fact]
    public void Without_a_session_one_is_obtained() => SessionRenewalRule.For(null, _clock).ShouldBe(SessionRenewal.Obtain);

    [Fact]
    public void After_the_pause_a_renewal_is_tried_again()
    {
        var session = Session();
        session.PostponeRenewal(_clock.GetUtcNow());

        _clock.Advance(CachedSession.RenewalPause);

        SessionRenewalRule.For((session, SessionAge.Ending), _clock).ShouldBe(SessionRenewal.RenewFirst);
    }

    private CachedSession Session() => new(new AwsCredentials
    {
        AccessKeyId = "ASIAEXAMPLE",
        SecretAccessKey = "s",
        SessionToken = "t",
        Expiration = _clock.GetUtcNow() + TimeSpan.FromHours(1),
        IssuedAt = _clock.GetUtcNow(),
        Account = "111122223333",
        AssumedRoleArn = "arn:aws:sts::111122223333:assumed-role/ds-vision/alice",
    });
}
