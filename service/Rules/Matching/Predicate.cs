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

/// <summary>How purposes change inside <c>not</c>.</summary>
internal static class PurposeInNot
{
    public static Purpose Opposite(this Purpose purpose) => purpose == Purpose.Grant ? Purpose.Deny : Purpose.Grant;
}

/// <param name="Truth">Whether the test holds.</param>
/// <param name="Bindings">How the test fills captures; null where it captures nothing, or where any value would do. Never empty where the truth is not false.</param>
internal readonly record struct PredicateResult(Truth Truth, BindingSet? Bindings)
{
    public static implicit operator PredicateResult(bool holds) => new(holds ? Truth.True : Truth.False, null);

    public static implicit operator PredicateResult(Truth truth) => new(truth, null);
}

/// <summary>One test of a rule. Pure, and total: it has an answer for every caller. How it reads is told elsewhere.</summary>
internal abstract partial class Predicate
{
    private Predicate()
    {
    }

    /// <summary>Of a combination.</summary>
    public virtual IReadOnlyList<Predicate> Parts => [];

    public abstract PredicateResult Test(CallerView caller, Purpose purpose);

    public abstract T Accept<T>(IPredicateVisitor<T> visitor);
}
