using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>What a grant sends along to narrow its session. Each is null or empty where the rule has none.</summary>
/// <param name="Policy">An inline session policy.</param>
/// <param name="PolicyArns">At most 10 managed ones.</param>
/// <param name="ExternalId">For <c>AssumeRole</c> only.</param>
internal sealed record SessionLimitsTemplate(PolicyTemplate? Policy, IReadOnlyList<BoundTemplate> PolicyArns, BoundTemplate? ExternalId)
{
    public const int MaxPolicyArns = 10;

    /// <summary>STS, characters: an inline policy and the ARNs beside it share one limit.</summary>
    public const int MaxLength = PolicyTemplate.MaxLength;

    /// <summary>Characters of the policy and the ARNs, whatever the values.</summary>
    public int LeastLength => (Policy?.LeastLength ?? 0) + PolicyArns.Sum(arn => arn.LeastLength);

    public static readonly SessionLimitsTemplate None = new(null, [], null);

    /// <summary>Rendered, in the same order.</summary>
    internal readonly record struct Rendered(string? Policy, IReadOnlyList<PolicyArn> PolicyArns, string? ExternalId);

    public Result<Rendered, RenderFault> Render(CallerView caller, string?[] binding, RoleArn role)
    {
        if (ReferenceEquals(this, None))
        {
            return new Rendered(null, [], null);
        }

        var (policy, policyFault) = ((string?)null, (RenderFault?)null);
        if (Policy is not null && !Policy.Render(caller, binding).TryGet(out policy, out policyFault))
        {
            return policyFault;
        }

        if (!RenderArns(caller, binding, role).TryGet(out var arns, out var arnFault))
        {
            return arnFault;
        }

        if (arns.Count > 0 && (policy?.Length ?? 0) + arns.Sum(arn => arn.Value.Length) > MaxLength)
        {
            return new RenderFault(DenialReason.InvalidValue, "policy", null, $"has together with policy_arns more than {MaxLength} characters with the values put in");
        }

        if (ExternalId is null)
        {
            return new Rendered(policy, arns, null);
        }

        if (!ExternalId.Render(caller, binding).TryGet(out var externalId, out var idFault))
        {
            return idFault;
        }

        return ExternalIdText.Check(externalId) is { } wrong ? ExternalId.Invalid(wrong) : new Rendered(policy, arns, externalId);
    }

    private Result<List<PolicyArn>, RenderFault> RenderArns(CallerView caller, string?[] binding, RoleArn role)
    {
        var arns = new List<PolicyArn>(PolicyArns.Count);
        foreach (var template in PolicyArns)
        {
            if (!ArnTemplate.Render(template, caller, binding).TryGet(out var text, out var fault))
            {
                return fault;
            }

            if (!PolicyArn.Read(text).TryGet(out var arn, out var wrong))
            {
                return template.Invalid($"gives an ARN that {wrong}");
            }

            if (!arn.IsUsableWith(role))
            {
                return template.Invalid("gives a policy of another account than the role's");
            }

            arns.Add(arn);
        }

        return arns;
    }
}
