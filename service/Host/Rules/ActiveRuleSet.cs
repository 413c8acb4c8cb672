using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Rules;

/// <summary>The rule set in force. One request sees one set: whoever reads <see cref="Current"/> keeps what it got.</summary>
internal sealed class ActiveRuleSet(RuleSet initial, RulesMetrics metrics)
{
    private RuleSet _current = initial;
    private volatile string? _refusedReload;

    public RuleSet Current => Volatile.Read(ref _current);

    /// <summary>Why the newest rules on disk are not in force; null when they are.</summary>
    public string? RefusedReload => _refusedReload;

    /// <summary>Requests that have begun keep the set that they read.</summary>
    public void Replace(RuleSet next)
    {
        Volatile.Write(ref _current, next);
        _refusedReload = null;
    }

    /// <summary>The set in force stays.</summary>
    public void Refuse(string why) => _refusedReload = why;

    /// <summary>Asks the set in force, counted, and timed where the rules are evaluated.</summary>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">A grant name, a rule id or a role ARN; null where the caller named none.</param>
    /// <param name="remembered">An earlier decision about the caller, of whatever rules and request; null for none.</param>
    public DecidedRequest Decide(CallerIdentity caller, RequestContext context, string? role, RememberedDecision? remembered)
    {
        using var span = RulesMetrics.Source.StartActivity("evaluate rules");
        var rules = Current;
        var decided = remembered?.AnswersFor(caller, rules, context, role) == true
            ? new DecidedRequest(remembered.Decision, rules, remembered)
            : Evaluate(rules, caller, context, role);
        metrics.Decided(caller.IssuerId, (decided.Decision as RuleDecision.Denied)?.Reason.ToReason());
        return decided;
    }

    private DecidedRequest Evaluate(RuleSet rules, CallerIdentity caller, RequestContext context, string? role)
    {
        var started = metrics.Start();
        var decided = rules.Decide(caller, context, role);
        metrics.Evaluated(started);
        return new DecidedRequest(decided.Decision, rules, RememberedDecision.Of(caller, rules, context, role, decided));
    }
}

/// <param name="Decision">One grant or why not.</param>
/// <param name="Rules">That decided.</param>
/// <param name="Remembered">To be brought along next time: the very one that was brought where it answered. Null where nothing may be remembered.</param>
internal readonly record struct DecidedRequest(RuleDecision Decision, RuleSet Rules, RememberedDecision? Remembered);
