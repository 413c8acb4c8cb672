using TokenBridge.Tokens;

namespace TokenBridge.Mapping;

/// <summary>The rule set in force. One request sees one set: whoever reads <see cref="Current"/> keeps what it got.</summary>
internal sealed class ActiveRuleSet(RuleSet initial, MappingMetrics metrics)
{
    private RuleSet _current = initial;

    public RuleSet Current => Volatile.Read(ref _current);

    /// <summary>Evaluates the set in force, counted and timed.</summary>
    /// <param name="caller">Whose token was verified.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="role">A grant name, a rule id or a role ARN; null where the caller named none.</param>
    public (MappingDecision Decision, string RulesHash) Decide(CallerIdentity caller, RequestContext context, string? role)
    {
        using var span = MappingMetrics.Source.StartActivity("evaluate rules");
        var started = metrics.Start();
        var rules = Current;
        var decision = rules.Evaluate(caller, context).Select(role);
        metrics.Decided(caller.IssuerId, (decision as MappingDecision.Denied)?.Reason.ToReason(), started);
        return (decision, rules.Hash);
    }
}
