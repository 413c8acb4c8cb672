using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Explaining;

/// <summary>Why the rules say what they say of one caller: rule by rule, test by test.</summary>
/// <param name="Decision">What a request would get.</param>
/// <param name="Evaluation">Everything eligible and refused.</param>
/// <param name="Rules">The rules that were asked for, in order, whether they say something of the caller or not.</param>
/// <param name="RuleCount">How many rules there are.</param>
internal sealed record RuleSetExplanation(RuleDecision Decision, RuleSetEvaluation Evaluation, IReadOnlyList<RuleExplanation> Rules, int RuleCount);

/// <summary>One rule and one caller.</summary>
internal sealed record RuleExplanation
{
    public required string RuleId { get; init; }

    public string? Description { get; init; }

    /// <summary>Where the rule begins.</summary>
    public required SourcePosition At { get; init; }

    /// <summary>A deny rule, which holds unless it is false; a grant rule needs true.</summary>
    public required bool Denies { get; init; }

    public required Truth Truth { get; init; }

    public required PredicateExplanation When { get; init; }

    /// <summary>One for each binding, of a grant rule that holds.</summary>
    public IReadOnlyList<GrantExplanation> Grants { get; init; } = [];

    /// <summary>The one change that would make a grant rule hold; null where it holds, or where one change would not do.</summary>
    public string? Mend { get; init; }
}

/// <summary>One test and one caller.</summary>
/// <param name="Kind">As the language calls it: <c>group</c>, <c>claims.department</c>, <c>any</c>.</param>
/// <param name="Expected">What the rule wants; empty for combinations.</param>
/// <param name="Actual">What the caller brings, bounded; empty for combinations.</param>
/// <param name="Truth">Whether it holds; inside <c>not</c>, of the part itself.</param>
/// <param name="Bindings">By capture; at most 20.</param>
/// <param name="Parts">Of a combination.</param>
internal sealed record PredicateExplanation(
    string Kind,
    string Expected,
    string Actual,
    Truth Truth,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Bindings,
    IReadOnlyList<PredicateExplanation> Parts);

/// <summary>What one binding of a grant rule came to: granted or refused.</summary>
/// <param name="Captures">By name.</param>
/// <param name="Granted">With every value rendered.</param>
/// <param name="Refused">And why.</param>
/// <param name="Mend">The one change that would make a refused grant succeed, where one can be named.</param>
internal sealed record GrantExplanation(IReadOnlyDictionary<string, string> Captures, Grant? Granted, RefusedGrant? Refused, string? Mend);
