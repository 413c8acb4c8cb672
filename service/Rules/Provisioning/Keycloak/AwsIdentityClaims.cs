using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>The source identity, and the roles that a token may be used for.</summary>
internal static class AwsIdentityClaims
{
    /// <param name="rules">With grants.</param>
    /// <param name="prefix">Of AWS's claims.</param>
    /// <param name="gaps">Takes what cannot be said.</param>
    public static IEnumerable<KeycloakMapper> Of(IReadOnlyList<CompiledRule> rules, string prefix, List<string> gaps)
    {
        if (SourceIdentity(rules, prefix, gaps) is { } identity)
        {
            yield return identity;
        }

        if (Roles(rules, prefix, gaps) is { } roles)
        {
            yield return roles;
        }
    }

    private static KeycloakMapper? SourceIdentity(IReadOnlyList<CompiledRule> rules, string prefix, List<string> gaps)
    {
        var having = rules.Where(rule => rule.Grant!.SourceIdentity is not null).ToList();
        if (having.Count == 0)
        {
            return null;
        }

        var sources = having.ConvertAll(rule => (Rule: rule, Source: AwsClaimSource.Of(rule.Grant!.SourceIdentity!.Text)));
        var isOne = sources.TrueForAll(pair => pair.Source.Gap is null && pair.Source.Text == sources[0].Source.Text) && (having.Count == rules.Count || !sources[0].Source.IsLiteral);
        if (!isOne)
        {
            gaps.AddRange(sources.Select(pair => $"rule '{pair.Rule.Id}': source_identity {pair.Source.Gap ?? "is another, or cannot be expressed, in another rule, and a mapper knows no rules"}"));
            return null;
        }

        gaps.AddRange(rules.Where(rule => rule.Grant!.SourceIdentity is null).Select(rule => $"rule '{rule.Id}': source_identity comes along, which this rule does not give"));
        var source = sources[0].Source;
        return KeycloakMapper.Of(
            "source identity", source.Mapper, [.. having.Select(rule => rule.Id)], [("claim.name", $"{prefix}source_identity"), .. source.Config.Select(entry => (entry.Key, entry.Value))]);
    }

    /// <summary>With this claim a token is good for these roles alone. So it is written only where it can name every role that a rule gives.</summary>
    private static KeycloakMapper? Roles(IReadOnlyList<CompiledRule> rules, string prefix, List<string> gaps)
    {
        var open = rules.Where(rule => rule.Grant!.Role.Literal is null).ToList();
        if (open.Count > 0 || rules.Count == 0)
        {
            gaps.AddRange(open.Select(rule => $"rule '{rule.Id}': its role depends on the caller, so no token can be tied to the roles of the rules"));
            return null;
        }

        var roles = rules.Select(rule => rule.Grant!.Role.Literal!.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return KeycloakMapper.Of(
            "roles", "oidc-hardcoded-claim-mapper", [.. rules.Select(rule => rule.Id)], ("claim.name", $"{prefix}roles"), ("claim.value", AwsClaimSource.JsonArray(roles)), ("jsonType.label", "JSON"));
    }
}
