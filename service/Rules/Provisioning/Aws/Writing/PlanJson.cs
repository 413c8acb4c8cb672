using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>A plan for programs: every account in one document.</summary>
internal static class PlanJson
{
    /// <param name="plan">To write.</param>
    /// <param name="hash">Of the rules.</param>
    public static JsonObject Of(AwsPlan plan, string hash)
    {
        var json = new JsonObject
        {
            ["rules"] = hash,
            ["roles"] = new JsonArray([.. plan.Roles.Select(Role)]),
            ["oidc_providers"] = new JsonArray([.. plan.Providers.Select(Provider)]),
        };
        if (plan.ServicePolicy is { } policy && plan.Side.ServiceRole is { } service)
        {
            json["service_role"] = new JsonObject { ["arn"] = service.Value, ["policy"] = policy.DeepClone() };
        }

        if (plan.Guardrail is { } guardrail)
        {
            json["service_control_policy"] = guardrail.DeepClone();
        }

        if (plan.Side.SageMakerRole is { } sageMaker)
        {
            json["sagemaker_execution_roles"] = new JsonArray([.. plan.Accounts.Select(account =>
                new JsonObject { ["account"] = account, ["name"] = sageMaker, ["trust_policy"] = SageMakerTrust.Of(account, plan.TagKeys) })]);
        }

        json["attribute_policies"] = Attributes(plan);
        return json;
    }

    public static JsonArray Attributes(AwsPlan plan) => new([.. plan.Attributes.Select(attribute =>
        new JsonObject { ["rule"] = attribute.RuleId, ["description"] = attribute.Description, ["policy"] = attribute.Policy.DeepClone() })]);

    private static JsonObject Role(RolePlan role) => new()
    {
        ["arn"] = role.Arn.Value,
        ["rules"] = new JsonArray([.. role.Rules.Select(rule => JsonValue.Create(rule.Id))]),
        ["max_session_seconds"] = (int)role.MaxSession.TotalSeconds,
        ["trust_policy"] = role.Trust.DeepClone(),
    };

    private static JsonObject Provider(ProviderPlan provider) => new()
    {
        ["arn"] = provider.Provider.Arn,
        ["url"] = provider.Provider.Url,
        ["client_ids"] = new JsonArray([.. provider.Audiences.Select(audience => JsonValue.Create(audience))]),
    };
}
