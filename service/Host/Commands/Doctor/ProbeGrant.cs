using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>A grant of nobody's, to see whether AWS would give the role: the rule's own tags where they are constant, and a word of ours where they depend on the caller.</summary>
internal static class ProbeGrant
{
    private const string Word = "tokenbridge-doctor";

    /// <summary>The shortest that STS gives.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <returns>Null where the role depends on the caller.</returns>
    public static Grant? Of(GrantTemplate template) => template.Role.Literal is not { } role ? null : new Grant
    {
        IssuerId = Word,
        Subject = Word,
        Name = Word,
        RuleId = template.RuleId,
        Role = role,
        SessionName = Word,
        SourceIdentity = template.SourceIdentity is null ? null : Word,
        Duration = Shortest,
        Tags = [.. template.Tags.Select(tag => new SessionTag(tag.Key, (tag as TagTemplate.Text)?.Value.Literal ?? Word))],
        TransitiveTagKeys = template.TransitiveTagKeys,
        PolicyArns = [.. template.Limits.PolicyArns.Select(Constant).OfType<PolicyArn>()],
        ExternalId = template.Limits.ExternalId?.Literal,
        Region = template.Region,
        Strategy = template.Strategy,
    };

    private static PolicyArn? Constant(BoundTemplate arn) => arn.Literal is { } text ? PolicyArn.Read(text).Value : null;
}
