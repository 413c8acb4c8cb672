using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>
/// The claims that AWS reads of a token itself (AssumeRoleWithWebIdentity), as far as Keycloak's mappers can make them. A mapper knows nothing of a rule's
/// conditions: it writes into every token of the scope. So a claim is written only where every rule that has it wants the same.
/// </summary>
/// <param name="Mappers">Empty where nothing can be said.</param>
/// <param name="Notes">What a person has to know.</param>
/// <param name="Gaps">Rule by rule, what the claims do not say or say too much.</param>
internal sealed record AwsTagScope(IReadOnlyList<KeycloakMapper> Mappers, IReadOnlyList<string> Notes, IReadOnlyList<string> Gaps)
{
    public const string Name = "aws-session-tags";

    public const string Description = "What AWS reads of a token itself: session tags and source identity. Written by tokenbridge provision keycloak.";

    /// <summary>Dots of the name are escaped, or Keycloak would nest at them too. The form that Keycloak was seen to write and AWS to take.</summary>
    private const string Prefix = @"https://aws\.amazon\.com/";

    public static AwsTagScope Of(RuleSet rules)
    {
        List<CompiledRule> grants = [.. rules.Rules.Where(rule => rule.Grant is { Strategy: null or SessionStrategy.PassThrough })];
        var (mappers, gaps) = (new List<KeycloakMapper>(), new List<string>());
        var tags = new AwsTagClaims(grants, gaps);
        mappers.AddRange(tags.Mappers($"{Prefix}tags."));
        mappers.AddRange(AwsIdentityClaims.Of(grants, Prefix, gaps));
        gaps.AddRange(rules.Rules.Where(rule => rule.Deny is not null).Select(rule =>
            $"rule '{rule.Id}': a deny cannot be expressed; the token carries the tags of those too whom it denies, and whoever hands it to AWS without TokenBridge passes by the rule"));
        return new AwsTagScope(
            mappers,
            [
                "mappers know no conditions: every login with this scope gets these claims, and the trust policy of a role alone decides who may use them",
                "values go to AWS as they are: what STS does not take (other characters, several values) ends in its refusal, not in another spelling",
            ],
            [.. rules.Rules.SelectMany(rule => gaps.Where(gap => gap.StartsWith($"rule '{rule.Id}': ", StringComparison.Ordinal)))]);
    }
}
