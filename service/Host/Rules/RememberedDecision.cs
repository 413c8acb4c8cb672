using System.Net;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Rules;

/// <summary>
/// A grant, and all that it was decided from: the caller, the rule set, the role that was named, and the address where the rules looked at it. It answers
/// for exactly these. What depends on the time is never remembered, and neither is a refusal: a caller who changes something to get in must see it work.
/// </summary>
internal sealed class RememberedDecision
{
    private readonly CallerIdentity _caller;
    private readonly object _rules;
    private readonly string? _role;
    private readonly bool _dependsOnSource;
    private readonly IPAddress? _source;

    private RememberedDecision(CallerIdentity caller, RuleSet rules, string? role, bool dependsOnSource, IPAddress? source, RuleDecision.Granted decision)
    {
        (_caller, _rules, _role, _dependsOnSource, _source) = (caller, rules.Identity, role, dependsOnSource, dependsOnSource ? source : null);
        Decision = decision;
    }

    public RuleDecision.Granted Decision { get; }

    /// <returns>Null where it must be decided anew each time.</returns>
    public static RememberedDecision? Of(CallerIdentity caller, RuleSet rules, RequestContext context, string? role, RuleSetDecision decided) =>
        decided.Decision is RuleDecision.Granted granted && !decided.DependsOnTime
            ? new RememberedDecision(caller, rules, role, decided.DependsOnSource, context.Source, granted)
            : null;

    /// <summary>Whether deciding anew would say the same.</summary>
    public bool AnswersFor(CallerIdentity caller, RuleSet rules, RequestContext context, string? role) =>
        ReferenceEquals(_caller, caller)
        && ReferenceEquals(_rules, rules.Identity)
        && _role == role
        && (!_dependsOnSource || Equals(_source, context.Source));
}
