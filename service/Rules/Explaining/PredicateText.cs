using TokenBridge.Protocol.Text;
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
        /// <summary>Values of each side that are looked at for one that only looks like what is wanted: as many as are shown.</summary>
        private const int MostCompared = 20;

        public static readonly Writer Instance = new();

        public PredicateText Visit(Predicate.AllOf test) => Combination(test.Parts.Count == 0 ? "everyone" : "all");

        public PredicateText Visit(Predicate.AnyOf test) => Combination("any");

        public PredicateText Visit(Predicate.Not test) => Combination("not");

        public PredicateText Visit(Predicate.MemberOf test)
        {
            var patterns = test.Patterns.Select(pattern => pattern.Text).ToList();
            var expected = ValueText.AnyOf(patterns);
            return test.Kind switch
            {
                MembershipKind.Group => new("group", expected, view => Apart(CallerText.Groups(view.Caller), view.Caller.Groups, patterns)),
                MembershipKind.RealmRole => new("realm_role", expected, view => Apart(ValueText.List(view.Caller.RealmRoles), view.Caller.RealmRoles, patterns)),
                MembershipKind.ClientRole => new("client_role", expected, view => CallerText.ClientRoles(view.Caller)),
                MembershipKind.Organization => new("organization", expected, view => Apart(CallerText.Organizations(view.Caller), view.Caller.Organizations.Aliases, patterns)),
            };
        }

        public PredicateText Visit(Predicate.FromNetwork test) =>
            new("source_ip", ValueText.AnyOf(test.Networks.Select(network => network.Text)), Address);

        public PredicateText Visit(Predicate.ClaimEquals test)
        {
            var text = OfClaim(test, ValueText.AnyOf(test.Values));
            return text with { Actual = view => Apart(text.Actual(view), Texts(view.Read(test.Source)), test.Values) };
        }

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

        private static HashSet<string> Texts(ClaimValue claim) => claim.Kind switch
        {
            ClaimKind.Text => [claim.Text],
            ClaimKind.Texts => claim.Texts,
            _ => [],
        };

        /// <summary>What came, and how it differs where nobody can see it.</summary>
        private static string Apart(string actual, IEnumerable<string> seen, IEnumerable<string> wanted)
        {
            var compared = wanted.Take(MostCompared).ToList();
            var told = seen.Take(MostCompared).Select(text => LookAlike.TellAmong(text, compared)).FirstOrDefault(text => text.Length > 0);
            return told is null ? actual : $"{actual}.{told}";
        }

        private static string Address(CallerView view) => view.Source is { } source ? Network.Normal(source).ToString() : "unknown";
    }
}
