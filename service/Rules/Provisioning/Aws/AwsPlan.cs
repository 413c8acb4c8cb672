using System.Text.Json.Nodes;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws;

/// <param name="Arn">Of the role.</param>
/// <param name="Rules">That give it, in their order.</param>
/// <param name="MaxSession">The longest session that a rule asks for, and at least AWS's default of one hour.</param>
/// <param name="Trust">Its trust policy.</param>
internal sealed record RolePlan(RoleArn Arn, IReadOnlyList<CompiledRule> Rules, TimeSpan MaxSession, JsonObject Trust);

/// <param name="Provider">To trust.</param>
/// <param name="Audiences">Its client ids, sorted.</param>
internal sealed record ProviderPlan(OidcProvider Provider, IReadOnlyList<string> Audiences);

/// <param name="RuleId">Whose.</param>
/// <param name="Description">The rule's.</param>
/// <param name="Accounts">Of its roles.</param>
/// <param name="Policy">To be completed.</param>
internal sealed record AttributePlan(string RuleId, string Description, IReadOnlyList<string> Accounts, JsonObject Policy);

/// <summary>All that AWS must be told before these rules work, and nothing more.</summary>
internal sealed record AwsPlan
{
    /// <summary>Characters without blanks: AWS's default quota for a trust policy, and the most that it can be raised to.</summary>
    private const int UsualTrustLength = 2_048;
    private const int MostTrustLength = 8_192;

    public required AwsSide Side { get; init; }

    /// <summary>By ARN.</summary>
    public required IReadOnlyList<RolePlan> Roles { get; init; }

    /// <summary>By ARN.</summary>
    public required IReadOnlyList<ProviderPlan> Providers { get; init; }

    /// <summary>Null where no role is had by <c>AssumeRole</c>.</summary>
    public JsonObject? ServicePolicy { get; init; }

    /// <summary>Null where the rules set no tag.</summary>
    public JsonObject? Guardrail { get; init; }

    /// <summary>In the order of the rules.</summary>
    public required IReadOnlyList<AttributePlan> Attributes { get; init; }

    /// <summary>Every key that the rules set, sorted.</summary>
    public required IReadOnlyList<string> TagKeys { get; init; }

    /// <summary>What must be passed or configured first; with any, nothing else here is whole.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What the operator should know beside.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>In which something is to be made, sorted.</summary>
    public IReadOnlyList<string> Accounts =>
    [
        .. Roles.Select(role => role.Arn.Account)
            .Concat(ServicePolicy is not null && Side.ServiceRole is { } service ? [service.Account] : [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What one account must have. The guardrail is the organization's and stays.</summary>
    public AwsPlan Of(string account) => this with
    {
        Roles = [.. Roles.Where(role => role.Arn.Account == account)],
        Providers = [.. Providers.Where(provider => provider.Provider.Account == account)],
        ServicePolicy = Side.ServiceRole?.Account == account ? ServicePolicy : null,
        Attributes = [.. Attributes.Where(attribute => attribute.Accounts.Contains(account, StringComparer.Ordinal))],
    };

    public static AwsPlan Of(RuleSet rules, AwsSide side)
    {
        var open = new List<string>();
        var grants = GrantTrust.Of(rules, side, open);
        var (missing, parties) = (new HashSet<string>(StringComparer.Ordinal), grants.SelectMany(grant => TrustedParty.Of(grant, side, [])).ToList());
        var roles = grants.GroupBy(grant => grant.Role.Value, StringComparer.Ordinal)
            .OrderBy(role => role.Key, StringComparer.Ordinal)
            .Select(role => Role(rules, [.. role], TrustPolicy.Of([.. role], side, missing)))
            .OfType<RolePlan>()
            .ToList();
        var signed = grants.Where(grant => grant.Strategy == SessionStrategy.AssumeRole).ToList();
        var keys = grants.SelectMany(grant => grant.Tags).Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new AwsPlan
        {
            Side = side,
            Roles = roles,
            Providers = [.. parties.Where(party => party.Provider is not null)
                .GroupBy(party => party.Provider!)
                .Select(party => new ProviderPlan(party.Key, [.. party.SelectMany(one => one.Audiences).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
                .OrderBy(provider => provider.Provider.Arn, StringComparer.Ordinal)],
            ServicePolicy = signed.Count == 0 ? null : Policies.ServicePolicy.Of(
                [.. signed.Select(grant => grant.Role).DistinctBy(role => role.Value, StringComparer.Ordinal).OrderBy(role => role.Value, StringComparer.Ordinal)],
                signed.Exists(grant => grant.Tags.Count > 0),
                signed.Exists(grant => grant.SourceIdentity is not null)),
            Guardrail = keys.Count == 0 ? null : Policies.Guardrail.Of(keys, signed.Count == 0 ? null : side.ServiceRole),
            Attributes = [.. rules.Rules.Select(rule => Attribute(rule, grants)).OfType<AttributePlan>()],
            TagKeys = keys,
            Problems = [.. open, .. grants.SelectMany(UnwritableKeys).Distinct(StringComparer.Ordinal), .. missing.Order(StringComparer.Ordinal), .. roles.Where(role => Length(role) > MostTrustLength).Select(role =>
                $"{role.Arn}: its trust policy has {Length(role)} characters and AWS takes at most {MostTrustLength}; give rules with many tags roles of their own")],
            Notes = [.. Bypassed(grants), .. roles.Where(role => Length(role) is > UsualTrustLength and <= MostTrustLength).Select(role =>
                $"{role.Arn}: its trust policy has {Length(role)} characters; AWS takes {UsualTrustLength} until the quota 'Role trust policy length' is raised")],
        };
    }

    private static IEnumerable<string> UnwritableKeys(GrantTrust grant) => grant.Tags.Where(tag => !TextPattern.IsPolicyText(tag.Key)).Select(tag =>
        $"rule {grant.RuleId}: the tag key {SafeText.Quote(tag.Key)} cannot stand in a policy of IAM, which holds characters up to U+00FF; name the tag otherwise");

    /// <summary>The only strategy whose tokens go to AWS as well from their owners' own hands.</summary>
    private static IEnumerable<string> Bypassed(IReadOnlyList<GrantTrust> grants)
    {
        var rules = grants.Where(grant => grant.Strategy == SessionStrategy.PassThrough).Select(grant => grant.RuleId).Distinct(StringComparer.Ordinal).ToList();
        if (rules.Count > 0)
        {
            yield return "strategy PassThrough: whoever has a token of these clients can bring it to STS without TokenBridge, and AWS asks for the client, the subject, the source identity and the tags alone. "
                + $"Groups, roles, acr, addresses, other claims and denies count there only as far as the tags tell them: {(rules.Count == 1 ? "rule" : "rules")} {string.Join(", ", rules)}";
        }
    }

    private static RolePlan? Role(RuleSet rules, IReadOnlyList<GrantTrust> grants, JsonObject? trust) => trust is null ? null : new RolePlan(
        grants[0].Role,
        [.. rules.Rules.Where(rule => grants.Any(grant => grant.RuleId == rule.Id))],
        grants.Select(grant => grant.Duration).Append(TimeSpan.FromHours(1)).Max(),
        trust);

    private static AttributePlan? Attribute(CompiledRule rule, IReadOnlyList<GrantTrust> grants)
    {
        var own = grants.Where(grant => grant.RuleId == rule.Id).ToList();
        return own.Count > 0 && rule.Description is { } description && AttributePolicy.Of(rule.Id, own[0].Tags) is { } policy
            ? new AttributePlan(rule.Id, description, [.. own.Select(grant => grant.Role.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], policy)
            : null;
    }

    private static int Length(RolePlan role) => role.Trust.ToJsonString().Length;
}
