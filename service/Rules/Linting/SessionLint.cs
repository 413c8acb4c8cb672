using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Linting;

/// <summary>Durations that AWS or its SDKs will not treat as the author thinks.</summary>
internal static class SessionLint
{
    private static readonly TimeSpan ChainingCap = TimeSpan.FromHours(1);

    /// <summary>SDKs begin to refresh 15 minutes before the end, and hold credentials for stale 5 minutes before it.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);

    public static IEnumerable<RuleWarning> Find(RuleSetDocument document, RuleSetContext context)
    {
        foreach (var rule in document.Rules)
        {
            if (rule.Grant?.Over(document.Defaults) is not { Duration: { } text } grant || !SessionDuration.Read(text.Text).TryGet(out var duration, out _))
            {
                continue;
            }

            // A default belongs to the file, not to the first rule that takes it.
            var owner = rule.Grant.Duration is null ? null : rule;
            var chains = grant.Strategy is { } strategy ? strategy.Text == nameof(SessionStrategy.AssumeRole) : context.DefaultStrategy == SessionStrategy.AssumeRole;
            if (chains && duration > ChainingCap)
            {
                yield return new RuleWarning(
                    text.At, LintCode.LongChain, $"AWS gives at most 1h where a role assumes a role, as AssumeRole does when the service itself runs as one; write 1h, or strategy: {nameof(SessionStrategy.WebIdentity)}", owner);
            }

            if (duration < Shortest)
            {
                yield return new RuleWarning(
                    text.At, LintCode.ShortSession, "SDKs refresh sessions under 30m nearly without end, because they begin 15 minutes before the session ends; write 30m or more", owner);
            }
        }
    }
}
