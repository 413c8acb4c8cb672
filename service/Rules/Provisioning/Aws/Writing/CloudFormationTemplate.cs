using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>One account's part of a plan, as a template of CloudFormation in JSON, which has no comments: metadata name the rules.</summary>
internal static class CloudFormationTemplate
{
    /// <summary>AWS's quota, which cannot be raised.</summary>
    public const int MostResources = 500;

    private const string ExternalId = "TokenBridgeExternalId";
    private const string Guardrail = "TokenBridgeGuardrail";

    /// <param name="plan">Of one account.</param>
    public static int ResourcesOf(AwsPlan plan) =>
        plan.Providers.Count + plan.Roles.Count + new[] { plan.ServicePolicy is not null, plan.Side.SageMakerRole is not null, plan.Guardrail is not null }.Count(isThere => isThere);

    /// <param name="plan">Of one account.</param>
    /// <param name="account">Which.</param>
    /// <param name="hash">Of the rules.</param>
    public static JsonObject Of(AwsPlan plan, string account, string hash)
    {
        var (parameters, resources) = (new JsonObject(), new JsonObject());
        foreach (var provider in plan.Providers)
        {
            resources[AwsNames.CloudFormation(provider.Provider)] = Resource("AWS::IAM::OIDCProvider", new JsonObject
            {
                ["Url"] = provider.Provider.Url,
                ["ClientIdList"] = new JsonArray([.. provider.Audiences.Select(audience => JsonValue.Create(audience))]),
            });
        }

        foreach (var role in plan.Roles)
        {
            resources[AwsNames.CloudFormation(role.Arn)] = Role(role, parameters);
        }

        if (plan.ServicePolicy is { } policy && plan.Side.ServiceRole is { } service)
        {
            resources["TokenBridgeAssumesRoles"] = Resource("AWS::IAM::RolePolicy", new JsonObject
            {
                ["PolicyName"] = "tokenbridge-assume-roles",
                ["RoleName"] = service.Name,
                ["PolicyDocument"] = policy.DeepClone(),
            });
        }

        if (plan.Side.SageMakerRole is { } sageMaker)
        {
            resources["SageMakerExecution"] = Resource("AWS::IAM::Role", new JsonObject
            {
                ["RoleName"] = sageMaker,
                ["AssumeRolePolicyDocument"] = SageMakerTrust.Of(account, plan.TagKeys),
            });
        }

        return Template(plan, account, hash, parameters, resources);
    }

    private static JsonObject Template(AwsPlan plan, string account, string hash, JsonObject parameters, JsonObject resources)
    {
        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Description"] = $"Account {account}. Written by tokenbridge provision aws from the rules {hash[..16]}.",
        };
        if (plan.Attributes.Count > 0)
        {
            template["Metadata"] = new JsonObject { ["TokenBridgeAttributePolicies"] = PlanJson.Attributes(plan) };
        }

        if (plan.Guardrail is { } guardrail)
        {
            parameters[Guardrail] = new JsonObject
            {
                ["Type"] = "String",
                ["Default"] = "false",
                ["AllowedValues"] = new JsonArray("true", "false"),
                ["Description"] = "true in the organization's management account alone: makes the service control policy that keeps the tag keys for TokenBridge",
            };
            template["Conditions"] = new JsonObject { [Guardrail + "Wanted"] = new JsonObject { ["Fn::Equals"] = new JsonArray(Ref(Guardrail), "true") } };
            resources[Guardrail + "Policy"] = Resource("AWS::Organizations::Policy", new JsonObject
            {
                ["Name"] = "tokenbridge-session-tags",
                ["Type"] = "SERVICE_CONTROL_POLICY",
                ["Content"] = guardrail.DeepClone(),
            });
            resources[Guardrail + "Policy"]!["Condition"] = Guardrail + "Wanted";
        }

        if (parameters.Count > 0)
        {
            template["Parameters"] = parameters;
        }

        template["Resources"] = resources;
        return template;
    }

    private static JsonObject Role(RolePlan role, JsonObject parameters)
    {
        var trust = role.Trust.DeepClone();
        if (PutExternalId(trust) && !parameters.ContainsKey(ExternalId))
        {
            parameters[ExternalId] = new JsonObject { ["Type"] = "String", ["NoEcho"] = true, ["Description"] = "TokenBridge:Sts:ExternalId of the service's settings" };
        }

        var resource = Resource("AWS::IAM::Role", new JsonObject
        {
            ["RoleName"] = role.Arn.Name,
            ["Path"] = role.Arn.Path,
            ["Description"] = AwsNames.Description(role),
            ["MaxSessionDuration"] = (int)role.MaxSession.TotalSeconds,
            ["AssumeRolePolicyDocument"] = trust,
        });
        resource["Metadata"] = new JsonObject { ["TokenBridgeRules"] = new JsonArray([.. role.Rules.Select(rule => JsonValue.Create(AwsNames.Comment(rule)))]) };
        return resource;
    }

    /// <returns>Whether the stand-in of the external id was there; a parameter is now.</returns>
    private static bool PutExternalId(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                return items.Select(PutExternalId).ToList().Contains(true);
            case JsonObject members:
                var (found, own) = (false, members.Where(member => member.Value is JsonValue value && value.ToString() == TrustPolicy.ExternalIdStandIn).Select(member => member.Key).ToList());
                foreach (var key in own)
                {
                    (members[key], found) = (Ref(ExternalId), true);
                }

                return members.Select(member => member.Value).ToList().ConvertAll(PutExternalId).Contains(true) || found;
            default:
                return false;
        }
    }

    private static JsonObject Ref(string name) => new() { ["Ref"] = name };

    private static JsonObject Resource(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };
}
