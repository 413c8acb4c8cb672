using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <param name="Key">As it is sent; AWS compares keys without case, and this room with it.</param>
/// <param name="Value">Null for a tag that may be left out.</param>
internal sealed record TagTrust(string Key, TextPattern? Value);

/// <summary>What one rule sends for one role: all that the role's trust policy must let in, and no more.</summary>
internal sealed class GrantTrust
{
    public required string RuleId { get; init; }

    public required RoleArn Role { get; init; }

    public required SessionStrategy Strategy { get; init; }

    public required TextPattern SessionName { get; init; }

    /// <summary>Null where none is sent.</summary>
    public required TextPattern? SourceIdentity { get; init; }

    /// <summary>Null where the rule has none of its own.</summary>
    public required TextPattern? ExternalId { get; init; }

    public required IReadOnlyList<TagTrust> Tags { get; init; }

    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Ids; null for any.</summary>
    public required IReadOnlyList<string>? Issuers { get; init; }

    /// <summary><c>azp</c>; null for any.</summary>
    public required IReadOnlyList<string>? Clients { get; init; }

    /// <summary><c>sub</c>; null for any.</summary>
    public required IReadOnlyList<string>? Subjects { get; init; }

    /// <returns>What the rules can send, role by role; what is not known goes to <paramref name="problems"/>.</returns>
    public static IReadOnlyList<GrantTrust> Of(RuleSet rules, AwsSide side, List<string> problems) =>
        [.. rules.Rules.Where(rule => rule.Grant is not null).SelectMany(rule => RoleBinding.Of(rule, side, problems).Select(binding => Of(rules, rule, binding, side, problems))).OfType<GrantTrust>()];

    /// <returns>Null where nobody can have the grant in this role.</returns>
    private static GrantTrust? Of(RuleSet rules, CompiledRule rule, RoleBinding binding, AwsSide side, List<string> problems)
    {
        var (grant, forms) = (rule.Grant!, new RenderedForms(rule, binding));
        var roleForms = forms.Of(grant.Role.Text).Forms;
        var tags = grant.Tags.Select(tag => Tag(tag, forms)).ToList();
        var trust = roleForms.Count == 1 && RoleArn.Read(roleForms[0]).TryGet(out var role, out _)
            ? new GrantTrust
            {
                RuleId = rule.Id,
                Role = role,
                Strategy = grant.Strategy ?? side.Strategy,
                SessionName = forms.Of(grant.SessionName),
                SourceIdentity = grant.SourceIdentity is { } identity ? forms.Of(identity) : null,
                ExternalId = grant.Limits.ExternalId is { } externalId ? forms.Of(externalId) : null,
                Tags = [.. tags.OfType<TagTrust>()],
                TransitiveTagKeys = grant.TransitiveTagKeys,
                Duration = grant.Duration,
                Issuers = Values(rules, rule, BuiltInClaims.Issuer),
                Clients = Values(rules, rule, BuiltInClaims.Client),
                Subjects = Values(rules, rule, BuiltInClaims.Subject),
            }
            : null;
        if (binding.Values.Values.OfType<string>().SelectMany(RoleVariable.In).FirstOrDefault() is { } variable && trust?.TakesVariables != true)
        {
            problems.Add($"rule {rule.Id}: {{{variable}}} stands in an account, a session name, a source identity or an external id, or in a role whose name is long; Terraform cannot write these. Pass --values {variable}=<value>[,<value>...]");
        }

        return trust?.IsPossible == true ? trust : null;
    }

    /// <summary>Whether what depends on a variable is sent as it stands there: names of sessions are encoded and cut.</summary>
    private bool TakesVariables =>
        new[] { SessionName, SourceIdentity, ExternalId }.All(text => text?.Forms.All(form => RoleVariable.In(form).Count == 0) != false);

    private bool IsPossible =>
        SessionName.Forms.Count > 0 && SourceIdentity is not { Forms.Count: 0 } && ExternalId is not { Forms.Count: 0 } && Tags.All(tag => tag.Value is not { Forms.Count: 0 })
        && Issuers is not { Count: 0 } && Clients is not { Count: 0 } && Subjects is not { Count: 0 };

    /// <returns>Null for a tag that is left out in this role.</returns>
    private static TagTrust? Tag(TagTemplate tag, RenderedForms forms)
    {
        if (tag is not TagTemplate.Text { Value: var template })
        {
            return new TagTrust(tag.Key, new TextPattern([$"{TextPattern.Run}"]));
        }

        return (template.MayBeLeftOut, template.MayBeLeftOut ? forms.Has(template.Parts[0]) : true) switch
        {
            (true, null) => new TagTrust(tag.Key, null),
            (true, false) => null,
            _ => new TagTrust(tag.Key, TextPattern.Of(forms.Of(template).Forms.Where(form => TextPattern.IsPattern(form) || TagText.CheckValue(form) is null))),
        };
    }

    private static IReadOnlyList<string>? Values(RuleSet rules, CompiledRule rule, string claim) =>
        ConditionValues.Of(rule.When, rules.Claims.FirstOrDefault(named => named.Name == claim)?.Source);
}
