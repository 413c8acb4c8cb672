using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

internal abstract partial class Predicate
{
    /// <summary>Some group, role or organization of the caller matches some of the patterns.</summary>
    internal sealed class MemberOf(MembershipKind kind, IReadOnlyList<CompiledPattern> patterns) : Predicate
    {
        private readonly CompiledPattern[] _patterns = [.. patterns];

        public IReadOnlyList<CompiledPattern> Patterns => _patterns;

        public MembershipKind Kind { get; } = kind;

        /// <summary>
        /// Where nobody can tell the caller's organizations, any of them may be meant: undecidable, with captures that may have any value.
        /// </summary>
        /// <remarks>Patterns of one list capture the same names, so one that captures nothing stands among others that do not either.</remarks>
        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            if (Kind == MembershipKind.Organization && caller.Memberships.AreOrganizationsUnclear)
            {
                return Truth.Undecidable;
            }

            BindingSet? bindings = null;
            foreach (var pattern in _patterns)
            {
                var usable = caller.Memberships.Of(pattern.Shape).Usable(purpose);
                if (pattern.CapturesNothing && !usable.IsEmpty)
                {
                    return true;
                }

                bindings = Bind(pattern, usable, bindings);
                if (bindings is { IsOverfull: true })
                {
                    break;
                }
            }

            return bindings is null ? false : new PredicateResult(Truth.True, bindings);
        }

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);

        private static BindingSet? Bind(CompiledPattern pattern, ReadOnlySpan<MembershipMatch> matches, BindingSet? bindings)
        {
            foreach (ref readonly var match in matches)
            {
                if (bindings is { IsOverfull: true })
                {
                    break;
                }

                if (pattern.Bind(match.Path) is { } binding)
                {
                    (bindings ??= new BindingSet()).Add(binding);
                }
            }

            return bindings;
        }
    }

    /// <summary>The caller's address is in one of the networks. Without an address it is undecidable.</summary>
    internal sealed class FromNetwork(IReadOnlyList<Network> networks) : Predicate
    {
        public IReadOnlyList<Network> Networks { get; } = networks;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            if (caller.Source is not { } source)
            {
                return Truth.Undecidable;
            }

            return Network.AnyContains(Networks, Network.Normal(source));
        }

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);
    }
}
