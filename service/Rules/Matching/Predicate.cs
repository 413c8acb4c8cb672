namespace TokenBridge.Rules.Matching;

/// <summary>
/// What the answer is used for: paths that may be forged count for denying, and never for granting. Inside <c>not</c> the two change places,
/// so that whatever is unclear never grants and always denies.
/// </summary>
internal enum Purpose
{
    Grant,
    Deny,
}

/// <param name="Truth">Whether the test holds.</param>
/// <param name="Bindings">How the test fills captures; null where it captures nothing. Never empty where the truth is not false.</param>
internal readonly record struct PredicateResult(Truth Truth, BindingSet? Bindings)
{
    public static implicit operator PredicateResult(bool holds) => new(holds ? Truth.True : Truth.False, null);

    public static implicit operator PredicateResult(Truth truth) => new(truth, null);
}

/// <summary>One test of a rule. Pure, and total: it has an answer for every caller.</summary>
internal abstract partial class Predicate
{
    private Predicate()
    {
    }

    /// <summary>As the language calls it: <c>group</c>, <c>claims.department</c>, <c>any</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What the rule wants, in its own notation; empty for combinations.</summary>
    public abstract string Expected { get; }

    /// <summary>Of a combination.</summary>
    public virtual IReadOnlyList<Predicate> Parts => [];

    public abstract PredicateResult Test(CallerView caller, Purpose purpose);

    /// <summary>What the caller brings for this test, bounded in length; empty for combinations.</summary>
    public abstract string Actual(CallerView caller);
}
