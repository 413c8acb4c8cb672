using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>One call to make. Never prints the caller's token.</summary>
/// <param name="Grant">Role, session name, source identity, tags and what narrows the session.</param>
/// <param name="Strategy">The grant's own, or the configured one.</param>
/// <param name="Duration">After clamping.</param>
/// <param name="CallerToken">The caller's own token; only for strategy PassThrough.</param>
internal sealed record StsRequest(Grant Grant, SessionStrategy Strategy, EffectiveDuration Duration, string? CallerToken)
{
    public override string ToString() => $"StsRequest {{ {Grant.Role}, {Duration.Seconds} s }}";
}
