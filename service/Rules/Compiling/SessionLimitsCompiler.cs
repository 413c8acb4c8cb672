using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary><c>policy</c>, <c>policy_arns</c> and <c>external_id</c> of one grant.</summary>
internal sealed class SessionLimitsCompiler(NameScope scope, Written rule)
{
    public SessionLimitsTemplate Compile(GrantDocument grant, RoleTemplate? role)
    {
        if (grant is { Policy: null, PolicyArns: null or { Count: 0 }, ExternalId: null })
        {
            return SessionLimitsTemplate.None;
        }

        var arns = grant.PolicyArns ?? [];
        if (arns.Count > SessionLimitsTemplate.MaxPolicyArns)
        {
            scope.Faults.Add(arns[0].At, FaultCode.Policy, $"a session takes at most {SessionLimitsTemplate.MaxPolicyArns} policy ARNs; these are {arns.Count}");
        }

        var limits = new SessionLimitsTemplate(
            grant.Policy is { } policy ? new PolicyCompiler(scope, rule).Compile(policy) : null,
            [.. arns.Select(arn => CompileArn(arn, role)).OfType<BoundTemplate>()],
            grant.ExternalId is { } externalId ? CompileExternalId(externalId) : null);
        if (limits.LeastLength is > SessionLimitsTemplate.MaxLength and var least && arns.Count > 0)
        {
            scope.Faults.Add(
                grant.Policy?.At ?? arns[0].At,
                FaultCode.Policy,
                $"policy and policy_arns have together at least {least} characters, AWS takes {SessionLimitsTemplate.MaxLength}; move statements into a managed policy, or name fewer");
        }

        return limits;
    }

    private BoundTemplate? CompileArn(Written text, RoleTemplate? role)
    {
        if (scope.Bind(text, "policy_arns", rule.Text, ArnTemplate.CheckLiteral, FaultCode.Policy) is not { } template)
        {
            return null;
        }

        if (!PolicyArn.Read(ArnTemplate.Sample(template)).TryGet(out var sample, out var wrong))
        {
            scope.Faults.Add(text.At, FaultCode.Policy, $"policy ARN {SafeText.Quote(text.Text)} {wrong}");
        }
        else if (template.Literal is not null && role?.Literal is { } known && !sample.IsUsableWith(known))
        {
            scope.Faults.Add(text.At, FaultCode.Policy, $"policy ARN {SafeText.Quote(text.Text)} is of another account than the role {SafeText.Quote(known.Value)}; STS takes policies of that account and of aws");
        }

        return template;
    }

    private BoundTemplate? CompileExternalId(Written text)
    {
        var template = scope.Bind(
            text,
            "external_id",
            rule.Text,
            part => part.Text.All(ExternalIdText.IsAllowed) ? null : "has a character that an external id cannot have; allowed are A-Z a-z 0-9 _+=,.@:/-",
            FaultCode.ExternalId);
        if (template?.Literal is { } literal && ExternalIdText.Check(literal) is { } wrong)
        {
            scope.Faults.Add(text.At, FaultCode.ExternalId, $"external_id {wrong}");
        }

        return template;
    }
}
