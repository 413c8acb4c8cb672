using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>A permission policy to begin with: what carries the same tags as the session, and nothing else.</summary>
internal static class AttributePolicy
{
    /// <returns>Null where no tag is sure to be there: a condition on it would shut everybody out.</returns>
    public static JsonObject? Of(string ruleId, IReadOnlyList<TagTrust> tags)
    {
        var conditions = new ConditionSet();
        foreach (var tag in tags.Where(tag => tag.Value is not null))
        {
            conditions.Add("StringEquals", $"aws:ResourceTag/{tag.Key}", [$"${{aws:PrincipalTag/{tag.Key}}}"]);
        }

        return conditions.IsEmpty ? null : PolicyJson.Document([PolicyJson.Statement(StatementName.Of(ruleId), null, ["REPLACE:WithActions"], ["*"], conditions)]);
    }
}
