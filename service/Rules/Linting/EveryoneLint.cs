using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>A grant for everyone is for every account of the realm, service accounts and guests too. So is one whose conditions hold for whoever lacks something.</summary>
internal static class EveryoneLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        var defaults = document.Claims.DistinctBy(claim => claim.Name.Text).ToDictionary(claim => claim.Name.Text, claim => claim.Default?.Text, StringComparer.Ordinal);
        foreach (var rule in document.Rules.Where(rule => rule is { Grant: not null, When.Count: > 0 }))
        {
            if (rule.When!.OfType<PredicateDocument.Everyone>().FirstOrDefault() is { } everyone)
            {
                yield return Warn(everyone.At, "this grant is for everyone who can get a token at all", rule);
            }
            else if (rule.When!.All(test => Holds(test, defaults, negated: false) == true))
            {
                yield return Warn(rule.When![0].At, "these conditions hold for a token without any group, role or claim, so this grant is for nearly everyone", rule);
            }
        }
    }

    private static RuleWarning Warn(SourcePosition at, string what, RuleDocument rule) =>
        new(at, LintCode.Everyone, $"{what}, guests and service accounts too; name a group or a realm role", rule);

    /// <returns>Whether a test holds for a token with nothing but a subject; null where that is open. The issuer is as the test wants it.</returns>
    private static bool? Holds(PredicateDocument test, Dictionary<string, string?> defaults, bool negated) => test switch
    {
        PredicateDocument.Issuer => !negated,
        PredicateDocument.Membership => false,
        PredicateDocument.Claim { Name.Text: BuiltInClaims.Subject or BuiltInClaims.Issuer or BuiltInClaims.Client } => null,
        PredicateDocument.Claim claim => Holds(claim.Test, defaults.GetValueOrDefault(claim.Name.Text)),
        PredicateDocument.All all => Least(all.Branches.SelectMany(branch => branch.Select(part => Holds(part, defaults, negated)))),
        PredicateDocument.Any any => !Least(any.Branches.Select(branch => !Least(branch.Select(part => Holds(part, defaults, negated))))),
        PredicateDocument.Not not => !Least(not.Tests.Select(part => Holds(part, defaults, !negated))),
        _ => null,
    };

    private static bool? Holds(ClaimTestDocument test, string? value) => test switch
    {
        ClaimTestDocument.Exists exists => value is not null == (exists.Value.Text == "true"),
        ClaimTestDocument.Not not => !Holds(not.Test, value),
        ClaimTestDocument.Range when value is not null && !NumberText.TryParse(value, out _) => null,
        _ => value is not null && ClaimTestFit.Of(test) is { } fits && fits(value),
    };

    /// <summary>False where one is, else open where one is.</summary>
    private static bool? Least(IEnumerable<bool?> parts)
    {
        var least = (bool?)true;
        foreach (var part in parts)
        {
            least = least == false || part == false ? false : least is null || part is null ? null : true;
        }

        return least;
    }
}
