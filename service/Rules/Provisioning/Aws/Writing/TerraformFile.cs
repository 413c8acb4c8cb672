using System.Globalization;
using System.Text;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>One account's part of a plan, for Terraform's provider <c>hashicorp/aws</c>.</summary>
internal static class TerraformFile
{
    /// <param name="plan">Of one account.</param>
    /// <param name="account">Which.</param>
    /// <param name="hash">Of the rules.</param>
    public static string Write(AwsPlan plan, string account, string hash)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Account {account}. Written by tokenbridge provision aws from the rules {hash}; write it anew after a change of the rules.\n");
        if (UsesExternalId(plan))
        {
            text.Append("\n# TokenBridge:Sts:ExternalId of the service's settings.\nvariable \"tokenbridge_external_id\" {\n  type      = string\n  sensitive = true\n}\n");
        }

        TerraformVariables.Declare(text, [.. plan.Roles.Select(role => role.Arn.Value), HclText.Of(plan.ServicePolicy)]);
        foreach (var provider in plan.Providers)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                resource "aws_iam_openid_connect_provider" "{{AwsNames.Terraform(provider.Provider)}}" {
                  url            = {{HclText.Quote(provider.Provider.Url)}}
                  client_id_list = {{HclText.List(provider.Audiences)}}
                }

                """);
        }

        foreach (var role in plan.Roles)
        {
            Append(text, role);
        }

        if (plan.ServicePolicy is { } policy && plan.Side.ServiceRole is { } service)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                # What the service itself may do: assume the roles of the rules.
                resource "aws_iam_role_policy" "tokenbridge" {
                  name   = "tokenbridge-assume-roles"
                  role   = {{HclText.Quote(service.Name)}}
                  policy = jsonencode({{HclText.Of(policy, areLists: true)}})
                }

                """);
        }

        if (plan.Side.SageMakerRole is { } sageMaker)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                # Training jobs with EnableSessionTagChaining keep the tags of whoever started them.
                resource "aws_iam_role" "sagemaker_execution" {
                  name               = {{HclText.Quote(sageMaker)}}
                  assume_role_policy = jsonencode({{HclText.Of(SageMakerTrust.Of(account, plan.TagKeys))}})
                }

                """);
        }

        AppendGuardrail(text, plan);
        AppendAttributes(text, plan);
        return text.ToString();
    }

    private static bool UsesExternalId(AwsPlan plan) =>
        plan.Roles.Any(role => HclText.Of(role.Trust).Contains(HclText.ExternalId, StringComparison.Ordinal));

    private static void Append(StringBuilder text, RolePlan role)
    {
        text.Append('\n');
        foreach (var rule in role.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"# {AwsNames.Comment(rule)}\n");
        }

        var each = TerraformVariables.Each(role.Arn.Value) is { } values ? $"  for_each             = {values}\n" : "";
        var attributes = string.Create(CultureInfo.InvariantCulture, $$"""
              name                 = {{HclText.Quote(role.Arn.Name)}}
              path                 = {{HclText.Quote(role.Arn.Path)}}
              description          = {{HclText.Quote(AwsNames.Description(role))}}
              max_session_duration = {{(int)role.MaxSession.TotalSeconds}}
              assume_role_policy   = jsonencode({{HclText.Of(role.Trust)}})
            """);
        text.Append(CultureInfo.InvariantCulture, $"resource \"aws_iam_role\" \"{AwsNames.Terraform(role.Arn)}\" {{\n{each}{TerraformVariables.InEach(role.Arn.Value, attributes)}\n}}\n");
    }

    private static void AppendGuardrail(StringBuilder text, AwsPlan plan)
    {
        if (plan.Guardrail is { } guardrail)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                # Keeps the tag keys of the rules for TokenBridge. Only the organization's management account can have it; attach it to the accounts that compare these tags.
                variable "tokenbridge_guardrail" {
                  type    = bool
                  default = false
                }

                resource "aws_organizations_policy" "tokenbridge" {
                  count   = var.tokenbridge_guardrail ? 1 : 0
                  name    = "tokenbridge-session-tags"
                  type    = "SERVICE_CONTROL_POLICY"
                  content = jsonencode({{HclText.Of(guardrail)}})
                }

                """);
        }
    }

    private static void AppendAttributes(StringBuilder text, AwsPlan plan)
    {
        if (plan.Attributes.Count == 0)
        {
            return;
        }

        text.Append("\n# Permission policies to begin with: put in actions and resources, and attach each to the roles of its rule.\nlocals {\n  tokenbridge_attribute_policies = {\n");
        foreach (var attribute in plan.Attributes)
        {
            text.Append(CultureInfo.InvariantCulture, $"    # {AwsNames.OneLine(attribute.Description)}\n    {HclText.Quote(attribute.RuleId)} = {HclText.Of(attribute.Policy, 2)}\n");
        }

        text.Append("  }\n}\n");
    }
}
