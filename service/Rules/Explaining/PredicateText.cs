using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>How a test reads.</summary>
/// <param name="Kind">As the language calls it: <c>group</c>, <c>claims.department</c>, <c>any</c>.</param>
/// <param name="Expected">What the rule wants, in its own notation; empty for combinations.</param>
/// <param name="Actual">What a caller brings for it, bounded in length; empty for combinations.</param>
internal sealed record PredicateText(string Kind, string Expected, Func<CallerView, string> Actual)
{
    public static PredicateText Of(Predicate test) => test.Accept(Writer.Instance);

    private sealed class Writer : IPredicateVisitor<PredicateText>
    {
        public static readonly Writer Instance = new();

        public PredicateText Visit(Predicate.AllOf test) => Combination(test.Parts.Count == 0 ? "everyone" : "all");

        public PredicateText Visit(Predicate.AnyOf test) => Combination("any");

        public PredicateText Visit(Predicate.Not test) => Combination("not");

        public PredicateText Visit(Predicate.MemberOf test)
        {
            var expected = ValueText.AnyOf(test.Patterns.Select(pattern => pattern.Text));
            return test.Kind switch
            {
                MembershipKind.Group => new("group", expected, view => CallerText.Groups(view.Caller)),
                MembershipKind.RealmRole => new("realm_role", expected, view => ValueText.List(view.Caller.RealmRoles)),
                MembershipKind.ClientRole => new("client_role", expected, view => CallerText.ClientRoles(view.Caller)),
            };
        }

        public PredicateText Visit(Predicate.FromNetwork test) =>
            new("source_ip", ValueText.AnyOf(test.Networks.Select(network => network.Text)), Address);

        public PredicateText Visit(Predicate.ClaimEquals test) => OfClaim(test, ValueText.AnyOf(test.Values));

        public PredicateText Visit(Predicate.ClaimLike test) => OfClaim(test, $"like {ValueText.AnyOf(test.Globs.Select(glob => glob.Text))}");

        public PredicateText Visit(Predicate.ClaimInRange test)
        {
            string?[] bounds = [test.AtLeast is { } low ? $"at_least {low}" : null, test.AtMost is { } high ? $"at_most {high}" : null];
            return OfClaim(test, string.Join(" and ", bounds.OfType<string>()));
        }

        public PredicateText Visit(Predicate.ClaimExists test) => OfClaim(test, "exists");

        private static PredicateText Combination(string kind) => new(kind, "", _ => "");

        private static PredicateText OfClaim(Predicate.ClaimTest test, string expected)
        {
            var kind = test.Claim.Key switch
            {
                ClaimKey.Issuer => "issuer",
                ClaimKey.Client => "client",
                ClaimKey.Claims => $"claims.{test.Claim.Name}",
            };
            return new(kind, expected, view => CallerText.Claim(test.Source, view.Read(test.Source), view.Caller));
        }

        private static string Address(CallerView view) => view.Source is { } source ? Network.Normal(source).ToString() : "unknown";
    }
}
