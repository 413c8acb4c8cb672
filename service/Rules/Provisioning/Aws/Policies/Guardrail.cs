using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>
/// A service control policy that keeps these tag keys for TokenBridge. Policies that compare <c>aws:PrincipalTag</c> believe session tags and the tags of
/// roles and users alike, so both are kept. Keys are compared without case here, as AWS compares them: <c>Team</c> would be believed as <c>team</c>.
/// </summary>
internal static class Guardrail
{
    private static readonly string[] Taggers =
    [
        "iam:CreateRole", "iam:CreateUser", "iam:TagRole", "iam:TagUser",
    ];

    /// <param name="keys">That the rules set, sorted.</param>
    /// <param name="signer">The service's own role; null where it signs no call with AWS keys.</param>
    public static JsonObject Of(IReadOnlyList<string> keys, RoleArn? signer)
    {
        var session = Keys(keys);
        return PolicyJson.Document(
        [
            PolicyJson.Statement(
                "SessionTagsOfTokenBridgeAlone",
                null,
                ["sts:TagSession"],
                ["*"],
                signer is null ? session : session.Add("ArnNotEquals", "aws:PrincipalArn", [signer.Value]),
                "Deny"),
            PolicyJson.Statement("NoSuchTagsOnRolesAndUsers", null, Taggers, ["*"], Keys(keys), "Deny"),
        ]);
    }

    private static ConditionSet Keys(IReadOnlyList<string> keys) => new ConditionSet().Add("ForAnyValue:StringEqualsIgnoreCase", "aws:TagKeys", keys);
}
