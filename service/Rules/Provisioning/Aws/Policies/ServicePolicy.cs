using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>What the service's own role may do: assume exactly the roles that the rules give. A role in another account needs this beside its trust policy.</summary>
internal static class ServicePolicy
{
    /// <param name="roles">That are had by <c>AssumeRole</c>, sorted.</param>
    /// <param name="tags">Some of them with tags.</param>
    /// <param name="sourceIdentity">Some of them with a source identity.</param>
    public static JsonObject Of(IReadOnlyList<RoleArn> roles, bool tags, bool sourceIdentity) => PolicyJson.Document(
    [
        PolicyJson.Statement(
            "AssumeRolesOfTheRules",
            null,
            [.. new[] { "sts:AssumeRole", tags ? "sts:TagSession" : null, sourceIdentity ? "sts:SetSourceIdentity" : null }.OfType<string>()],
            roles.Select(role => role.Value),
            null),
    ]);
}
