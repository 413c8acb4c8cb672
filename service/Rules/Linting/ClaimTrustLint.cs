using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>Access that rests on claims: somebody put a person into a group, but who wrote the claim?</summary>
internal static class ClaimTrustLint
{
    /// <summary>OIDC's profile claims (OpenID Connect Core 5.1), which Keycloak's account console lets people write unless the realm forbids it.</summary>
    private static readonly HashSet<string> UserChosen = new(StringComparer.Ordinal)
    {
        "/preferred_username", "/email", "/name", "/given_name", "/family_name", "/middle_name", "/nickname", "/locale", "/zoneinfo",
        "/profile", "/picture", "/website", "/gender", "/birthdate", "/phone_number", "/address",
    };

    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        var claims = document.Claims.DistinctBy(claim => claim.Name.Text).ToDictionary(claim => claim.Name.Text, claim => claim.From!.Text, StringComparer.Ordinal);
        return FindInGrant(document.Defaults, claims, [], null)
            .Concat(document.Rules.SelectMany(rule => FindInTests(rule, claims)))
            .Concat(document.Rules.SelectMany(rule => rule.Grant is { } grant ? FindInGrant(grant, claims, ConditionTests.Captures(rule).Keys, rule) : []));
    }

    private static IEnumerable<RuleWarning> FindInTests(RuleDocument rule, Dictionary<string, string> claims) =>
        from test in ConditionTests.Leaves(rule.When).OfType<PredicateDocument.Claim>()
        where claims.TryGetValue(test.Name.Text, out var pointer) && IsUserChosen(pointer)
        select new RuleWarning(
            test.At,
            LintCode.UserChosen,
            $"{SafeText.Quote(test.Name.Text)} reads {claims[test.Name.Text]}, which people can often choose themselves{(rule.Deny is null ? "" : ", and so slip past this deny")}; test a group, a role or an attribute that only administrators write",
            rule);

    /// <summary>What stands within an address is its owner's as well.</summary>
    private static bool IsUserChosen(string pointer) => UserChosen.Contains(pointer) || pointer.StartsWith("/address/", StringComparison.Ordinal);

    private static IEnumerable<RuleWarning> FindInGrant(GrantDocument grant, Dictionary<string, string> claims, IEnumerable<string> captures, RuleDocument? rule)
    {
        var captured = captures.ToHashSet(StringComparer.Ordinal);
        (string Field, Written? Text)[] arns = [("role", grant.Role), .. (grant.PolicyArns ?? []).Select(arn => ("policy_arns", (Written?)arn))];
        foreach (var (field, text) in arns)
        {
            foreach (var name in Names(text).Where(name => name != BuiltInClaims.Issuer))
            {
                yield return new RuleWarning(
                    text!.At, LintCode.ClaimInArn, $"{field} is filled by the claim {SafeText.Quote(name)}: whoever can write the claim chooses the ARN; capture a group instead, or test the claim against a list", rule);
            }
        }

        (string Field, Written? Text, IEnumerable<string> Names)[] chosen =
        [
            ("role", grant.Role, Names(grant.Role)),
            ("name", grant.Name, Names(grant.Name)),
            ("source_identity", grant.SourceIdentity, Names(grant.SourceIdentity)),
            .. (grant.Policy is { } policy ? TemplateNames.Texts(policy) : []).Select(text => ("policy", (Written?)text, Names(text))),
            .. grant.Tags.Select(tag => ($"tag {SafeText.Quote(tag.Key.Text)}", tag.Value, TemplateNames.Of(tag).Where(name => !captured.Contains(name)))),
        ];
        foreach (var (field, text, names) in chosen)
        {
            foreach (var name in names.Where(name => claims.TryGetValue(name, out var pointer) && IsUserChosen(pointer)))
            {
                yield return new RuleWarning(
                    text!.At, LintCode.UserChosen, $"{field} is filled by {SafeText.Quote(name)}, which reads {claims[name]}; people can often choose that themselves: use sub, a group, or an attribute that only administrators write", rule);
            }
        }

        IEnumerable<string> Names(Written? text) => TemplateNames.Of(text).Where(name => !captured.Contains(name));
    }
}
