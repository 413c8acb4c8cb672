using TokenBridge.Rules.Explaining;

namespace TokenBridge.Rules.Matching;

internal abstract partial class Predicate
{
    /// <summary>Some group or role of the caller matches some of the patterns.</summary>
    internal sealed class MemberOf(MembershipKind kind, IReadOnlyList<CompiledPattern> patterns) : Predicate
    {
        public IReadOnlyList<CompiledPattern> Patterns { get; } = patterns;

        public override string Kind => kind switch
        {
            MembershipKind.Group => "group",
            MembershipKind.RealmRole => "realm_role",
            MembershipKind.ClientRole => "client_role",
        };

        public override string Expected => ExplanationText.AnyOf(Patterns.Select(pattern => pattern.Text));

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            BindingSet? bindings = null;
            foreach (var pattern in Patterns)
            {
                foreach (var match in caller.Memberships.Of(pattern.Shape))
                {
                    if (match.MayBeForged && purpose == Purpose.Grant)
                    {
                        // So are all that follow.
                        break;
                    }

                    if (pattern.Captures.Count == 0)
                    {
                        return true;
                    }

                    if (pattern.Bind(match.Path) is { } binding)
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

        public override string Actual(CallerView caller) => kind switch
        {
            MembershipKind.Group => ExplanationText.List(caller.Caller.Groups),
            MembershipKind.RealmRole => ExplanationText.List(caller.Caller.RealmRoles),
            MembershipKind.ClientRole => ExplanationText.List([.. caller.Caller.ClientRoles.SelectMany(client => client.Value.Select(role => $"{client.Key}/{role}"))]),
        };
    }

    /// <summary>The caller's address is in one of the networks. Without an address nobody can say.</summary>
    internal sealed class FromNetwork(IReadOnlyList<Network> networks) : Predicate
    {
        public IReadOnlyList<Network> Networks { get; } = networks;

        public override string Kind => "source_ip";

        public override string Expected => ExplanationText.AnyOf(Networks.Select(network => network.Text));

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            if (caller.Source is not { } source)
            {
                return Truth.Undecidable;
            }

            return Network.AnyContains(Networks, Network.Normal(source));
        }

        public override string Actual(CallerView caller) => caller.Source is { } source ? Network.Normal(source).ToString() : "unknown";
    }
}
