using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>Grants and refused grants as callers read them, the same wherever they are listed.</summary>
internal static class GrantDocument
{
    public static GrantBody Of(Grant grant) => new(
        grant.Name,
        grant.Role.Value,
        grant.RuleId,
        grant.SessionName,
        grant.SourceIdentity,
        grant.Region,
        (long)grant.Duration.TotalSeconds,
        TagsOf(grant),
        grant.TransitiveTagKeys);

    /// <summary>The audit log's detail is not in it.</summary>
    public static RefusedGrantBody Of(RefusedGrant refused) => new(
        refused.Name, refused.RuleId, refused.Reason.ToReason(), refused.Message, refused.StepUp?.AcrValues, refused.StepUp?.MaxAgeSeconds);

    /// <summary>In the order of the rule.</summary>
    public static IReadOnlyDictionary<string, string> TagsOf(Grant grant)
    {
        var tags = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in grant.Tags)
        {
            tags.Add(tag.Key, tag.Value);
        }

        return tags;
    }
}
