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

    /// <returns>The values; meaningless with <paramref name="fault"/>.</returns>
    public Rendered Render(CallerView caller, string?[] binding, RoleArn role, out RenderFault? fault)
    {
        fault = null;
        if (ReferenceEquals(this, None))
        {
            return new Rendered(null, [], null);
        }

        var policy = Policy?.Render(caller, binding, out fault);
        var arns = fault is null ? RenderArns(caller, binding, role, out fault) : [];
        if (fault is null && arns.Count > 0 && (policy?.Length ?? 0) + arns.Sum(arn => arn.Value.Length) > MaxLength)
        {
            fault = new RenderFault(DenialReason.InvalidValue, "policy", null, $"has together with policy_arns more than {MaxLength} characters with the values put in");
        }

        var externalId = fault is null ? RenderExternalId(caller, binding, out fault) : null;
        return new Rendered(policy, arns, externalId);
    }

    private List<PolicyArn> RenderArns(CallerView caller, string?[] binding, RoleArn role, out RenderFault? fault)
    {
        fault = null;
        var arns = new List<PolicyArn>(PolicyArns.Count);
        foreach (var template in PolicyArns)
        {
            if (ArnTemplate.Render(template, caller, binding, out fault) is not { } text)
            {
                return arns;
            }

            if (!PolicyArn.TryParse(text, out var arn, out var wrong))
            {
                fault = template.Invalid($"gives an ARN that {wrong}");
                return arns;
            }

            if (!arn.IsUsableWith(role))
            {
                fault = template.Invalid("gives a policy of another account than the role's");
                return arns;
            }

            arns.Add(arn);
        }

        return arns;
    }

    private string? RenderExternalId(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        if (ExternalId?.Render(caller, binding, out fault) is not { } text)
        {
            return null;
        }

        fault = ExternalIdText.Check(text) is { } wrong ? ExternalId.Invalid(wrong) : null;
        return text;
    }
}

/// <summary>STS: 2 to 1224 of <c>[A-Za-z0-9_+=,.@:/-]</c>.</summary>
internal static class ExternalIdText
{
    private const int MaxLength = 1224;

    /// <returns>What is wrong, or null.</returns>
    public static string? Check(string text) =>
        text.Length is < 2 or > MaxLength || !text.All(IsAllowed) ? $"is not 2 to {MaxLength} of A-Z a-z 0-9 _+=,.@:/-" : null;

    public static bool IsAllowed(char character) => RoleArn.IsNameCharacter(character) || character is ':' or '/';
}
