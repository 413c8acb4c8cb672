using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>What makes AWS refuse a session for its length alone.</summary>
internal enum DurationLimit
{
    /// <summary>MaxSessionDuration of the role, 1 to 12 hours.</summary>
    RoleMaximum,

    /// <summary>One hour where the caller of AssumeRole is itself a role's session.</summary>
    RoleChaining,
}

/// <summary>
/// AWS tells how long a role's sessions may be only by refusing longer ones. A refused length is asked for no more for a while, but one hour,
/// which AWS lets every role have.
/// </summary>
internal sealed class RoleDurations(TimeProvider time)
{
    private static readonly TimeSpan Always = TimeSpan.FromHours(1);

    /// <summary>Until a role whose maximum was raised is asked anew.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(15);

    private readonly BriefMemory<(string Role, SessionStrategy Strategy), DurationLimit> _limits = new(Retention, time);

    /// <summary>What to ask for, as far as it is known.</summary>
    public EffectiveDuration Shorten(EffectiveDuration duration, RoleArn role, SessionStrategy strategy) =>
        duration.Value > Always && _limits.TryRecall((role.Value, strategy), out var known)
            ? Shorten(duration, known)
            : duration;

    /// <returns>The request to make instead; null where it was no longer than one hour.</returns>
    public StsRequest? Learn(DurationLimit limit, StsRequest refused)
    {
        if (refused.Duration.Value <= Always)
        {
            return null;
        }

        _limits.Keep((refused.Grant.Role.Value, refused.Strategy), limit);
        return refused with { Duration = Shorten(refused.Duration, limit) };
    }

    private static EffectiveDuration Shorten(EffectiveDuration duration, DurationLimit limit) => new(Always, limit switch
    {
        DurationLimit.RoleMaximum => $"the role's MaxSessionDuration is shorter than {duration.Value:c}, so AWS was asked for {Always:c}",
        DurationLimit.RoleChaining => $"AWS gives a role that is assumed from another role no more than {Always:c}, not {duration.Value:c}",
    });
}
