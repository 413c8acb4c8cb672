namespace TokenBridge.Rules.Matching;

internal abstract partial class Predicate
{
    /// <summary>False when one part is, else undecidable when one is. Parts that capture one name must agree on its value. No parts: everyone.</summary>
    internal sealed class AllOf(IReadOnlyList<Predicate> parts) : Predicate
    {
        private readonly Predicate[] _parts = [.. parts];

        public override IReadOnlyList<Predicate> Parts => _parts;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var (truth, bindings) = (Truth.True, (BindingSet?)null);
            foreach (var part in _parts)
            {
                var result = part.Test(caller, purpose);
                if (result.Truth == Truth.False)
                {
                    return false;
                }

                truth = result.Truth < truth ? result.Truth : truth;
                bindings = bindings is null || result.Bindings is null ? bindings ?? result.Bindings : bindings.Join(result.Bindings);
                if (bindings is { Count: 0, IsOverfull: false })
                {
                    return false;
                }
            }

            return new PredicateResult(truth, bindings);
        }

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);
    }

    /// <summary>True when one part is, else undecidable when one is. Every part captures the same names, or none does.</summary>
    internal sealed class AnyOf(IReadOnlyList<Predicate> parts) : Predicate
    {
        private readonly Predicate[] _parts = [.. parts];

        public override IReadOnlyList<Predicate> Parts => _parts;

        /// <summary>
        /// Two parts, in any order; more fold from the left.
        /// <code>
        /// parts                      truth         bindings for a grant   bindings for a deny
        /// false,       false         false         -                      -
        /// false,       undecidable   undecidable   of the undecidable     of the undecidable
        /// false,       true          true          of the true            of the true
        /// undecidable, undecidable   undecidable   of both                of both
        /// undecidable, true          true          of the true only       of both
        /// true,        true          true          of both                of both
        /// </code>
        /// A grant takes bindings only from parts that are as true as the whole: a value for which nothing is sure must not get a role because
        /// another value is sure. A deny takes every binding that is not ruled out; where any value would do for one part, any does for the whole. A true
        /// part without bindings says the same for the rest, which is not asked.
        /// </summary>
        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var (truth, bindings) = (Truth.False, (BindingSet?)null);
            foreach (var part in _parts)
            {
                var result = part.Test(caller, purpose);
                if (result is { Truth: Truth.True, Bindings: null })
                {
                    return true;
                }

                if (result.Truth == Truth.False || (purpose == Purpose.Grant && result.Truth < truth))
                {
                    continue;
                }

                var replaces = truth == Truth.False || (purpose == Purpose.Grant && result.Truth > truth);
                bindings = replaces ? result.Bindings : result.Bindings is null ? null : bindings?.Take(result.Bindings);
                truth = result.Truth > truth ? result.Truth : truth;
            }

            return new PredicateResult(truth, bindings);
        }

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);
    }

    /// <summary>True when the part is false, undecidable when it is. Captures nothing.</summary>
    internal sealed class Not(Predicate part) : Predicate
    {
        public Predicate Part { get; } = part;

        public override IReadOnlyList<Predicate> Parts { get; } = [part];

        public override PredicateResult Test(CallerView caller, Purpose purpose) =>
            Part.Test(caller, purpose.Opposite()).Truth switch
            {
                Truth.False => Truth.True,
                Truth.Undecidable => Truth.Undecidable,
                Truth.True => Truth.False,
            };

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);
    }
}
