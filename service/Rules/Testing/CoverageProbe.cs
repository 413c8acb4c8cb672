using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Testing;

/// <summary>One part of a rule that a test can reach.</summary>
/// <param name="Kind">What it is a part of.</param>
/// <param name="What">What a test does that reaches it.</param>
/// <param name="IsReached">Whether one does.</param>
internal sealed record CoverageProbe(string Kind, string What, Func<CoverageView, bool> IsReached)
{
    public static IReadOnlyList<CoverageProbe> Of(CompiledRule rule)
    {
        var effect = rule.Deny is null
            ? new CoverageProbe("grant", "gets its grant", view => view.Evaluation.Eligible.Any(grant => grant.RuleId == rule.Id))
            : new CoverageProbe("deny", "loses a grant by it", view => view.Evaluation.Refused.Any(refused => refused.RefusedBy == rule.Id));
        return
        [
            new CoverageProbe("rule", "meets it", view => Holds(rule.When, view, rule.Purpose)),
            .. OfParts(rule.When, rule.Purpose),
            .. Login(rule),
            effect,
        ];
    }

    private static IEnumerable<CoverageProbe> OfParts(Predicate test, Purpose purpose) => test switch
    {
        Predicate.AllOf or Predicate.AnyOf => test.Parts.SelectMany(part => OfParts(part, purpose)),
        Predicate.Not not => OfParts(not.Part, purpose.Opposite()),
        _ => [.. BothWays(test, purpose), .. OfAlternatives(test, purpose)],
    };

    /// <summary>A condition that always holds in tests might as well not be there, and one that never does might be about nobody.</summary>
    private static IEnumerable<CoverageProbe> BothWays(Predicate test, Purpose purpose)
    {
        var text = PredicateText.Of(test);
        yield return new CoverageProbe("condition", $"meets {text.Kind} {text.Expected}", view => test.Test(view.Caller, purpose).Truth == Truth.True);
        yield return new CoverageProbe("condition", $"misses {text.Kind} {text.Expected}", view => test.Test(view.Caller, purpose).Truth != Truth.True);
    }

    private static IEnumerable<CoverageProbe> OfAlternatives(Predicate test, Purpose purpose)
    {
        IReadOnlyList<Predicate> alternatives = test switch
        {
            Predicate.MemberOf member => [.. member.Patterns.Select(pattern => new Predicate.MemberOf(member.Kind, [pattern]))],
            Predicate.ClaimEquals equals => [.. equals.Values.Select(value => new Predicate.ClaimEquals(equals.Claim, [value]))],
            Predicate.ClaimLike like => [.. like.Globs.Select(glob => new Predicate.ClaimLike(like.Claim, [glob]))],
            Predicate.FromNetwork source => [.. source.Networks.Select(network => new Predicate.FromNetwork([network]))],
            _ => [],
        };
        return alternatives.Count < 2 ? [] : alternatives.Select(alternative => OfAlternative(alternative, purpose));
    }

    private static CoverageProbe OfAlternative(Predicate alternative, Purpose purpose)
    {
        var text = PredicateText.Of(alternative);
        return new CoverageProbe("alternative", $"meets {text.Kind} {text.Expected} of its list", view => alternative.Test(view.Caller, purpose).Truth == Truth.True);
    }

    private static IEnumerable<CoverageProbe> Login(CompiledRule rule) => rule.Grant?.Require is not { } require ? [] :
    [
        new CoverageProbe("condition", $"lacks the login that it requires{(require.Acr.Count == 0 ? "" : $" (acr {SafeText.QuoteList(require.Acr)})")}",
            view => view.Evaluation.Refused.Any(refused => refused.RuleId == rule.Id && refused.StepUp is not null)),
    ];

    /// <summary>As the evaluation takes it: a grant needs true, a deny holds unless false.</summary>
    private static bool Holds(Predicate test, CoverageView view, Purpose purpose) => test.Test(view.Caller, purpose).Truth switch
    {
        Truth.True => true,
        Truth.Undecidable => purpose == Purpose.Deny,
        Truth.False => false,
    };
}
