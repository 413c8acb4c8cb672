namespace TokenBridge.Mapping;

/// <summary>What the answer is used for: paths that may be forged count for denying, and never for granting.</summary>
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
internal abstract class Predicate
{
    private Predicate()
    {
    }

    public abstract PredicateResult Test(CallerView caller, Purpose purpose);

    /// <summary>False when one part is, else undecidable when one is. Parts that capture one name must agree on its value. No parts: everyone.</summary>
    internal sealed class AllOf(IReadOnlyList<Predicate> parts) : Predicate
    {
        public IReadOnlyList<Predicate> Parts { get; } = parts;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var (truth, bindings) = (Truth.True, (BindingSet?)null);
            foreach (var part in Parts)
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
    }

    /// <summary>Some group of the caller matches some of the patterns.</summary>
    internal sealed class InGroup(IReadOnlyList<CompiledPattern> patterns) : Predicate
    {
        public IReadOnlyList<CompiledPattern> Patterns { get; } = patterns;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            BindingSet? bindings = null;
            foreach (var pattern in Patterns)
            {
                foreach (var match in caller.Groups.Of(pattern.Shape))
                {
                    if (match.IsOdd && purpose == Purpose.Grant)
                    {
                        continue;
                    }

                    if (pattern.Captures.Count == 0)
                    {
                        return true;
                    }

                    if (pattern.Bind(caller.Groups.Path(match)) is { } binding)
                    {
                        (bindings ??= new BindingSet()).Add(binding);
                        if (bindings.IsOverfull)
                        {
                            return new PredicateResult(Truth.True, bindings);
                        }
                    }
                }
            }

            return bindings is null ? false : new PredicateResult(Truth.True, bindings);
        }
    }

    /// <summary>A claim equals one of the values by text; of an array, any element does. Absent is false.</summary>
    internal sealed class ClaimEquals(ClaimSource source, IReadOnlyCollection<string> values) : Predicate
    {
        private readonly HashSet<string> _values = new(values, StringComparer.Ordinal);

        public ClaimSource Source { get; } = source;

        public IReadOnlyCollection<string> Values => _values;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var claim = caller.Read(Source);
            return claim.Kind switch
            {
                ClaimKind.Absent => Truth.False,
                ClaimKind.Text or ClaimKind.Fraction => _values.Contains(claim.Text),
                ClaimKind.Texts => _values.Overlaps(claim.Texts),
                ClaimKind.Opaque => Truth.Undecidable,
            };
        }
    }
}
