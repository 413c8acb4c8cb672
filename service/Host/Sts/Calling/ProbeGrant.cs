using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>A grant that no rule gives to anybody, for questions to STS that need one of some kind.</summary>
internal static class ProbeGrant
{
    public static Grant Value { get; } = new()
    {
        IssuerId = "warm-up",
        Subject = "warm-up",
        RuleId = "warm-up",
        Name = "warm-up",
        Role = RoleArn.Parse("arn:aws:iam::000000000000:role/warm-up"),
        SessionName = "warm-up",
        SourceIdentity = "warm-up",
        Duration = TimeSpan.FromMinutes(15),
        Tags = [new SessionTag("warm", "up")],
        TransitiveTagKeys = ["warm"],
    };
}
