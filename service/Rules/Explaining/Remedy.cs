using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>Names the one change that would turn a refusal into a grant, where one would do. Suggestions for people; nothing is decided by them.</summary>
internal static class Remedy
{
    /// <returns>What would make a test hold that does not; null where one change would not do.</returns>
    public static string? ToHold(PredicateExplanation test) => test.Test.Accept(new Holding(test));

    /// <returns>What would make a test false that is not; null where one change would not do.</returns>
    public static string? ToFail(PredicateExplanation test) => test.Test.Accept(new Failing(test));

    /// <summary>Whom the person belongs to is not the question yet.</summary>
    private const string Readable = "have a claim organization as Keycloak's organization mapper writes it: a list of aliases, or an object of them";

    public static string ToStepUp(StepUp stepUp)
    {
        string?[] parameters = [stepUp.AcrValues is { } acr ? $"acr_values={acr}" : null, stepUp.MaxAgeSeconds is { } age ? $"max_age={age}" : null];
        return $"log in again with {string.Join(" and ", parameters.OfType<string>())}";
    }

    /// <param name="name">As the rules call it.</param>
    /// <param name="claim">Where it stands in the token.</param>
    /// <param name="reason">Whether it is missing or invalid.</param>
    public static string ToValue(string name, ClaimSource claim, DenialReason reason)
    {
        var place = claim is ClaimSource.Payload { Pointer: var pointer } ? $" ({pointer.Text} of the token)" : "";
        return reason == DenialReason.MissingValue
            ? $"have a value for {SafeText.Quote(name)}{place}, or give it a default in the rules"
            : $"have another value for {SafeText.Quote(name)}{place}";
    }

    private sealed class Holding(PredicateExplanation explained) : IPredicateVisitor<string?>
    {
        public string? Visit(Predicate.AllOf test)
        {
            var failing = explained.Parts.Where(part => part.Truth != Truth.True).ToList();
            return failing switch
            {
                [] => "hold all of its groups and roles for one and the same value of what they capture",
                [var only] => ToHold(only),
                _ => null,
            };
        }

        public string? Visit(Predicate.AnyOf test) => explained.Parts.Select(ToHold).OfType<string>().FirstOrDefault();

        public string? Visit(Predicate.Not test) => ToFail(explained.Parts[0]);

        public string Visit(Predicate.MemberOf test) => test.Kind switch
        {
            MembershipKind.Group => $"be in a group that matches {explained.Expected}",
            MembershipKind.RealmRole => $"have a realm role that matches {explained.Expected}",
            MembershipKind.ClientRole => $"have a client role that matches {explained.Expected}",
            MembershipKind.Organization when explained.Truth == Truth.Undecidable => Readable,
            MembershipKind.Organization => $"be a member of an organization that matches {explained.Expected}",
        };

        public string Visit(Predicate.FromNetwork test) => $"come from {explained.Expected}";

        public string Visit(Predicate.ClaimEquals test) => WithValue(test);

        public string Visit(Predicate.ClaimLike test) => WithValue(test);

        public string Visit(Predicate.ClaimInRange test) => WithValue(test);

        public string Visit(Predicate.ClaimExists test) => $"have the claim {test.Claim.Name}";

        private string WithValue(Predicate.ClaimTest test) => test.Claim.Key switch
        {
            ClaimKey.Issuer => $"log in at issuer {explained.Expected}",
            ClaimKey.Client => $"log in through client {explained.Expected}",
            ClaimKey.Claims => $"have the claim {test.Claim.Name}: {explained.Expected}",
        };
    }

    private sealed class Failing(PredicateExplanation explained) : IPredicateVisitor<string?>
    {
        /// <summary>Nothing makes everyone fail, which has no parts.</summary>
        public string? Visit(Predicate.AllOf test) => explained.Parts.Select(ToFail).OfType<string>().FirstOrDefault();

        public string? Visit(Predicate.AnyOf test) => explained.Parts.Where(part => part.Truth != Truth.False).ToList() is [var only] ? ToFail(only) : null;

        public string? Visit(Predicate.Not test) => ToHold(explained.Parts[0]);

        public string Visit(Predicate.MemberOf test) => test.Kind switch
        {
            MembershipKind.Group => $"leave every group that matches {explained.Expected}",
            MembershipKind.RealmRole => $"lose every realm role that matches {explained.Expected}",
            MembershipKind.ClientRole => $"lose every client role that matches {explained.Expected}",
            MembershipKind.Organization when explained.Truth == Truth.Undecidable => Readable,
            MembershipKind.Organization => $"leave every organization that matches {explained.Expected}",
        };

        public string Visit(Predicate.FromNetwork test) => $"come from outside of {explained.Expected}";

        public string Visit(Predicate.ClaimEquals test) => WithoutValue(test);

        public string Visit(Predicate.ClaimLike test) => WithoutValue(test);

        public string Visit(Predicate.ClaimInRange test) => WithoutValue(test);

        public string Visit(Predicate.ClaimExists test) => $"have no claim {test.Claim.Name}";

        private string WithoutValue(Predicate.ClaimTest test) => test.Claim.Key switch
        {
            ClaimKey.Issuer => $"log in at another issuer than {explained.Expected}",
            ClaimKey.Client => $"log in at another client than {explained.Expected}",
            ClaimKey.Claims => $"have another value for the claim {test.Claim.Name} than {explained.Expected}",
        };
    }
}
