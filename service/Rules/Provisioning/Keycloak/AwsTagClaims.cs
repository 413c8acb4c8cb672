using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>Session tags as claims.</summary>
internal sealed class AwsTagClaims
{
    private readonly List<CompiledRule> _rules;
    private readonly List<string> _gaps;
    private readonly List<KeycloakMapper> _tags = [];
    private readonly List<string> _transitive = [];

    /// <param name="rules">With grants.</param>
    /// <param name="gaps">Takes what cannot be said.</param>
    public AwsTagClaims(List<CompiledRule> rules, List<string> gaps)
    {
        (_rules, _gaps) = (rules, gaps);
        foreach (var key in rules.SelectMany(rule => rule.Grant!.Tags).Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            AddTag(key);
        }
    }

    /// <param name="prefix">Of the claim's name, with its last dot.</param>
    public IEnumerable<KeycloakMapper> Mappers(string prefix)
    {
        foreach (var tag in _tags)
        {
            yield return KeycloakMapper.Of(tag.Name, tag.Kind, tag.Rules, [.. tag.Config.Select(entry => (entry.Key, entry.Key == "claim.name" ? prefix + entry.Value : entry.Value))]);
        }

        if (_transitive.Count > 0)
        {
            var rules = Ids(_rules.Where(rule => rule.Grant!.TransitiveTagKeys.Intersect(_transitive, StringComparer.Ordinal).Any()));
            yield return KeycloakMapper.Of(
                "transitive tag keys", "oidc-hardcoded-claim-mapper", rules, ("claim.name", $"{prefix}transitive_tag_keys"), ("claim.value", AwsClaimSource.JsonArray(_transitive)), ("jsonType.label", "JSON"));
        }
    }

    private void AddTag(string key)
    {
        List<(CompiledRule Rule, TagTemplate Tag)> having = [.. _rules.SelectMany(rule => rule.Grant!.Tags.Where(tag => tag.Key == key).Select(tag => (rule, tag)))];
        var sources = having.ConvertAll(pair => (pair.Rule, Source: AwsClaimSource.Of(pair.Tag)));
        foreach (var (rule, source) in sources.Where(pair => pair.Source.Gap is not null))
        {
            Gap(rule, $"tag {SafeText.Quote(key)} {source.Gap}");
        }

        if (sources.Exists(pair => pair.Source.Gap is not null))
        {
            foreach (var (rule, _) in sources.Where(pair => pair.Source.Gap is null))
            {
                Gap(rule, $"tag {SafeText.Quote(key)} is left out, because another rule's value for it cannot be expressed");
            }

            return;
        }

        var differ = sources.Exists(pair => pair.Source.Text != sources[0].Source.Text);
        if ((KeyFault(key) ?? (differ ? "has another value in another rule, and a mapper knows no rules" : null)) is { } what)
        {
            sources.ForEach(pair => Gap(pair.Rule, $"tag {SafeText.Quote(key)} {what}"));
            return;
        }

        Write(key, sources[0].Source, Ids(having.Select(pair => pair.Rule)));
        AddTransitive(key, having);
    }

    /// <summary>A literal is in every token, so every rule must mean it; an attribute that a rule does not mention is only said.</summary>
    private void Write(string key, AwsClaimSource source, IReadOnlyList<string> ids)
    {
        var others = _rules.Where(rule => !ids.Contains(rule.Id, StringComparer.Ordinal)).ToList();
        if (source.IsLiteral && others.Count > 0)
        {
            foreach (var rule in _rules.Where(rule => ids.Contains(rule.Id, StringComparer.Ordinal)))
            {
                Gap(rule, $"tag {SafeText.Quote(key)} is a text of this rule alone, and a mapper would give it to everybody");
            }

            return;
        }

        others.ForEach(rule => Gap(rule, $"tag {SafeText.Quote(key)} comes along, which this rule does not give"));
        var name = $"principal_tags.{key.Replace(".", "\\.", StringComparison.Ordinal)}";
        _tags.Add(new KeycloakMapper($"tag {key}", source.Mapper, [new("claim.name", name), .. source.ArrayConfig], ids));
    }

    private void AddTransitive(string key, List<(CompiledRule Rule, TagTemplate Tag)> having)
    {
        var wanting = having.FindAll(pair => pair.Rule.Grant!.TransitiveTagKeys.Contains(key, StringComparer.Ordinal));
        var isWritten = _tags.Exists(tag => tag.Name == $"tag {key}");
        if (isWritten && wanting.Count > 0 && wanting.Count == having.Count)
        {
            _transitive.Add(key);
            return;
        }

        foreach (var (rule, _) in wanting)
        {
            Gap(rule, $"transitive tag {SafeText.Quote(key)} stays plain, because {(isWritten ? "other rules give the tag and do not make it transitive" : "the tag itself is left out")}");
        }
    }

    /// <summary>What Keycloak's own parsing of names would make something else of.</summary>
    private static string? KeyFault(string key) =>
        key.Contains('\\', StringComparison.Ordinal) || !SafeText.IsVisible(key) ? "has a key that no mapper can write" : null;

    private void Gap(CompiledRule rule, string what) => _gaps.Add($"rule '{rule.Id}': {what}");

    private static IReadOnlyList<string> Ids(IEnumerable<CompiledRule> rules) => [.. rules.Select(rule => rule.Id)];
}
