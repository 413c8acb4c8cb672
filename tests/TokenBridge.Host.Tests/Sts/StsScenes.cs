using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tests.Sts;

/// <summary>One grant and one request for tests of this room; a test changes what it is about.</summary>
internal static class StsScenes
{
    public static Grant Grant { get; } = new()
    {
        IssuerId = "research",
        Subject = "u-1",
        Name = "ds-vision",
        RuleId = "scientists",
        Role = RoleArn.Parse("arn:aws:iam::111122223333:role/ds-vision"),
        SessionName = "alice",
        SourceIdentity = "u-1",
        Duration = TimeSpan.FromHours(1),
        Tags = [new SessionTag("team", "vision")],
        TransitiveTagKeys = ["team"],
    };

    public static StsRequest Request(Grant? grant = null, SessionStrategy strategy = SessionStrategy.AssumeRole) =>
        new(grant ?? Grant, strategy, new EffectiveDuration((grant ?? Grant).Duration, null), null);
}
