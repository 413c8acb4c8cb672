using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>Names the one change that would turn a refusal into a grant, where one would do. Suggestions for people; nothing is decided by them.</summary>
internal static class Remedy
{
    /// <returns>What would make a test hold that does not; null where one change would not do.</returns>
    public static string? ToHold(PredicateExplanation test)
    {
        switch (test.Kind)
        {
            case "all":
                var failing = test.Parts.Where(part => part.Truth != Truth.True).ToList();
                return failing.Count switch
                {
                    0 => "hold all of its groups and roles for one and the same value of what they capture",
                    1 => ToHold(failing[0]),
                    _ => null,
                };
            case "any":
                return test.Parts.Select(ToHold).OfType<string>().FirstOrDefault();
            case "not":
                return ToFail(test.Parts[0]);
            default:
                return Leaf(test, wanted: true);
        }
    }

    /// <returns>What would make a test false that is not; null where one change would not do.</returns>
    public static string? ToFail(PredicateExplanation test)
    {
        switch (test.Kind)
        {
            case "everyone":
                return null;
            case "all":
                return test.Parts.Select(ToFail).OfType<string>().FirstOrDefault();
            case "any":
                var holding = test.Parts.Where(part => part.Truth != Truth.False).ToList();
                return holding.Count == 1 ? ToFail(holding[0]) : null;
            case "not":
                return ToHold(test.Parts[0]);
            default:
                return Leaf(test, wanted: false);
        }
    }

    public static string ToStepUp(StepUp stepUp) =>
        $"log in again with {string.Join(" and ", new[] { stepUp.AcrValues is { } acr ? $"acr_values={acr}" : null, stepUp.MaxAgeSeconds is { } age ? $"max_age={age}" : null }.OfType<string>())}";

    /// <param name="name">As the rules call it.</param>
    /// <param name="claim">Where it stands in the token.</param>
    /// <param name="reason">Whether it is missing or invalid.</param>
    public static string ToValue(string name, ClaimSource claim, DenialReason reason)
    {
        var place = claim is ClaimSource.Payload { Pointer: var pointer } ? $" ({pointer.Text} of the token)" : "";
        return reason == DenialReason.MissingValue
            ? $"have a value for {Quoted.Text(name)}{place}, or give it a default in the rules"
            : $"have another value for {Quoted.Text(name)}{place}";
    }

    private static string Leaf(PredicateExplanation test, bool wanted) => (test.Kind, wanted) switch
    {
        ("group", true) => $"be in a group that matches {test.Expected}",
        ("group", false) => $"leave every group that matches {test.Expected}",
        ("realm_role", true) => $"have a realm role that matches {test.Expected}",
        ("client_role", true) => $"have a client role that matches {test.Expected}",
        ("realm_role" or "client_role", false) => $"lose every {(test.Kind == "realm_role" ? "realm role" : "client role")} that matches {test.Expected}",
        ("issuer", true) => $"log in at issuer {test.Expected}",
        ("client", true) => $"log in through client {test.Expected}",
        ("issuer" or "client", false) => $"log in at another {test.Kind} than {test.Expected}",
        ("source_ip", true) => $"come from {test.Expected}",
        ("source_ip", false) => $"come from outside of {test.Expected}",
        (_, true) when test.Expected == Predicate.ClaimExists.Wanted => $"have the claim {test.Kind["claims.".Length..]}",
        (_, false) when test.Expected == Predicate.ClaimExists.Wanted => $"have no claim {test.Kind["claims.".Length..]}",
        (_, true) => $"have the claim {test.Kind["claims.".Length..]}: {test.Expected}",
        (_, false) => $"have another value for the claim {test.Kind["claims.".Length..]} than {test.Expected}",
    };
}
