using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Sessions;

/// <summary>How long a session is asked for, and what made it shorter than the rule says.</summary>
/// <param name="Value">15 minutes to 12 hours, whole seconds.</param>
/// <param name="Clamp">Null where the rule's own duration stands; else a sentence for the answer and the audit log.</param>
internal readonly record struct EffectiveDuration(TimeSpan Value, string? Clamp)
{
    public int Seconds => (int)Value.TotalSeconds;

    /// <summary>The smallest of what the rule asks for, what the configuration lets the strategy have, and what the caller wants.</summary>
    /// <param name="asked">By the rule.</param>
    /// <param name="strategy">Who calls.</param>
    /// <param name="maxDuration">Of strategy AssumeRole.</param>
    /// <param name="wanted">By the caller; null where it says nothing.</param>
    public static EffectiveDuration For(TimeSpan asked, SessionStrategy strategy, TimeSpan maxDuration, TimeSpan? wanted = null)
    {
        var most = strategy == SessionStrategy.AssumeRole && asked > maxDuration
            ? new EffectiveDuration(maxDuration, $"TokenBridge:Sts:MaxDuration ({maxDuration:c}) shortens the rule's {asked:c}")
            : new EffectiveDuration(asked, null);
        return wanted is { } shorter && shorter < most.Value
            ? new EffectiveDuration(shorter, $"DurationSeconds of the request ({shorter:c}) shortens the session from {most.Value:c}")
            : most;
    }
}
