using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Explaining;

/// <summary>Tests one caller as the evaluation does, and writes down what came of every part.</summary>
/// <param name="view">The caller.</param>
/// <param name="captures">Of the rule.</param>
internal sealed class PredicateExplainer(CallerView view, IReadOnlyList<string> captures)
{
    private const int MostBindings = 20;

    public PredicateExplanation Explain(Predicate test, Purpose purpose)
    {
        var result = test.Test(view, purpose);
        var text = PredicateText.Of(test);
        var inner = test is Predicate.Not ? purpose.Opposite() : purpose;
        return new PredicateExplanation(
            test,
            text.Kind,
            text.Expected,
            text.Actual(view),
            result.Truth,
            [.. (result.Bindings?.Sorted() ?? []).Take(MostBindings).Select(Named)],
            [.. test.Parts.Select(part => Explain(part, inner))]);
    }

    public IReadOnlyDictionary<string, string> Named(string?[] binding) =>
        captures.Zip(binding).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!, StringComparer.Ordinal);
}
