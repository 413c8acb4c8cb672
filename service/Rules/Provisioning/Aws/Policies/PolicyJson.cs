using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>IAM's policy language, as JSON.</summary>
internal static class PolicyJson
{
    public static JsonObject Document(IEnumerable<JsonObject> statements) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. statements]),
    };

    /// <param name="sid">Unique in its policy.</param>
    /// <param name="principal">Null where the policy is not a role's.</param>
    /// <param name="actions">At least one.</param>
    /// <param name="resources">Null in a trust policy.</param>
    /// <param name="conditions">Null or empty for none.</param>
    /// <param name="effect">Allow or Deny.</param>
    public static JsonObject Statement(
        string sid, JsonObject? principal, IEnumerable<string> actions, IEnumerable<string>? resources, ConditionSet? conditions, string effect = "Allow")
    {
        var statement = new JsonObject { ["Sid"] = sid, ["Effect"] = effect };
        if (principal is not null)
        {
            statement["Principal"] = principal;
        }

        statement["Action"] = Texts(actions);
        if (resources is not null)
        {
            statement["Resource"] = Texts(resources);
        }

        if (conditions is { IsEmpty: false })
        {
            statement["Condition"] = conditions.Json();
        }

        return statement;
    }

    /// <summary>One text stands alone, as AWS writes it back.</summary>
    public static JsonNode Texts(IEnumerable<string> texts)
    {
        var list = texts.ToList();
        return list is [var only] ? JsonValue.Create(only) : new JsonArray([.. list.Select(text => JsonValue.Create(text))]);
    }
}
