using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>How long a session may be and how much may travel in it.</summary>
internal static class SessionBudget
{
    /// <summary>AWS packs in a binary form that it does not publish: this many characters stand for the whole of it.</summary>
    private const int PackedCharacters = 4096;

    private static readonly TimeSpan ChainedMaximum = TimeSpan.FromHours(1);

    public static QueryFault? Check(EmbeddedRole role, RoleCaller caller, SessionParameters parameters)
    {
        if (parameters.Duration > role.MaxSessionDuration)
        {
            return QueryFault.Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        if (caller.IsChaining && parameters.Duration > ChainedMaximum)
        {
            return QueryFault.Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        var packed = PackedPercent(parameters);
        return packed <= 100 ? null : new QueryFault(
            400, "PackedPolicyTooLarge", $"Packed size of session tags consumes {packed}% of allotted space.");
    }

    /// <summary>Of the session policy, policy ARNs and tags, as <c>PackedPolicySize</c> says it.</summary>
    public static int PackedPercent(SessionParameters parameters)
    {
        var characters = (parameters.Policy?.Length ?? 0) + parameters.PolicyArns.Sum(arn => arn.Length)
            + parameters.Tags.Sum(tag => tag.Key.Length + tag.Value.Length);
        return (int)Math.Ceiling(100.0 * characters / PackedCharacters);
    }
}
