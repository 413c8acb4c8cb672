using System.Globalization;
using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Diffing;

/// <summary>A rule as a flat list of what it says, the file's defaults, issuers and claims in it: equal lists, equal rules. Descriptions say nothing.</summary>
internal sealed class RuleFields
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    private RuleFields()
    {
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Of(RuleSetDocument file, RuleDocument rule)
    {
        var fields = new RuleFields();
        if (file.Issuers is { } issuers && !rule.When!.OfType<PredicateDocument.Issuer>().Any())
        {
            fields.Add("when.issuer", issuers);
        }

        fields.AddTests("when", rule.When!);
        fields.Add("require.acr", rule.Require?.Acr);
        fields.Add("require.max_auth_age", rule.Require?.MaxAuthAge);
        if (rule.Grant?.Over(file.Defaults) is { } grant)
        {
            fields.AddGrant(grant);
            fields.AddClaims(file, TemplateNames.Of(grant).Concat(Tested(rule.When!)));
        }

        if (rule.Deny is { } deny)
        {
            fields.Add("deny.roles", deny.Roles);
            fields.Add("deny.reason", deny.Reason);
            fields.AddClaims(file, Tested(rule.When!));
        }

        return fields._fields;
    }

    private void AddTests(string at, IReadOnlyList<PredicateDocument> tests) => tests.ToList().ForEach(test => AddTest(at, test));

    private void AddTest(string at, PredicateDocument test)
    {
        switch (test)
        {
            case PredicateDocument.Everyone:
                Add(at, "everyone");
                break;
            case PredicateDocument.Membership membership:
                Add($"{at}.{Key(membership.Kind)}", string.Join(" or ", membership.Patterns.Select(pattern => pattern.ToString()).Order(StringComparer.Ordinal)));
                break;
            case PredicateDocument.Claim claim:
                Add($"{at}.claims.{claim.Name.Text}", Text(claim.Test));
                break;
            case PredicateDocument.Issuer issuer:
                Add($"{at}.issuer", issuer.Ids);
                break;
            case PredicateDocument.Client client:
                Add($"{at}.client", client.Ids);
                break;
            case PredicateDocument.SourceAddress source:
                Add($"{at}.source_ip", source.Networks);
                break;
            case PredicateDocument.All all:
                AddBranches($"{at}.all", all.Branches);
                break;
            case PredicateDocument.Any any:
                AddBranches($"{at}.any", any.Branches);
                break;
            case PredicateDocument.Not not:
                AddTests($"{at}.not", not.Tests);
                break;
        }
    }

    private void AddBranches(string at, IReadOnlyList<IReadOnlyList<PredicateDocument>> branches)
    {
        for (var index = 0; index < branches.Count; index++)
        {
            AddTests(string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"), branches[index]);
        }
    }

    private void AddGrant(GrantDocument grant)
    {
        Add("grant.name", grant.Name);
        Add("grant.role", grant.Role);
        Add("grant.session_name", grant.SessionName);
        Add("grant.source_identity", grant.SourceIdentity);
        Add("grant.duration", grant.Duration);
        Add("grant.priority", grant.Priority);
        Add("grant.external_id", grant.ExternalId);
        Add("grant.region", grant.Region);
        Add("grant.strategy", grant.Strategy);
        foreach (var tag in grant.Tags.Where(tag => tag.Value is not null).OrderBy(tag => tag.Key.Text, StringComparer.Ordinal))
        {
            Add($"grant.tags.{tag.Key.Text}", tag.Separator is { } separator ? $"claim {tag.Value!.Text} joined with '{separator.Text}'" : tag.Value!.Text);
        }

        Add("grant.transitive_tags", grant.TransitiveTags);
        Add("grant.policy_arns", grant.PolicyArns);
        if (grant.Policy is YamlNode.Mapping policy)
        {
            Add("grant.policy", Encoding.UTF8.GetString(YamlJson.Write(policy, null)));
        }
    }

    /// <summary>A name means what its file declares.</summary>
    private void AddClaims(RuleSetDocument file, IEnumerable<string> names)
    {
        var used = names.ToHashSet(StringComparer.Ordinal);
        foreach (var claim in file.Claims.Where(claim => used.Contains(claim.Name.Text)).OrderBy(claim => claim.Name.Text, StringComparer.Ordinal))
        {
            var absent = claim.Default is { } text ? $", default {text.Text}" : "";
            var map = claim.Map is { } pairs ? $", map {string.Join(", ", pairs.Select(pair => $"{pair.Key.Text}: {pair.Value.Text}").Order(StringComparer.Ordinal))}" : "";
            Add($"claims.{claim.Name.Text}", $"{claim.From!.Text}{absent}{map}");
        }
    }

    private void Add(string field, Written? text) => Add(field, text?.Text);

    private void Add(string field, IReadOnlyList<Written>? texts) =>
        Add(field, texts is null || texts.Count == 0 ? null : string.Join(" or ", texts.Select(text => text.Text).Order(StringComparer.Ordinal)));

    /// <summary>One key may stand twice where a condition is put together of several; then both are told in one.</summary>
    private void Add(string field, string? text)
    {
        var at = _fields.FindIndex(other => other.Key == field);
        if (text is not null && at >= 0)
        {
            _fields[at] = KeyValuePair.Create(field, $"{_fields[at].Value} and {text}");
        }
        else if (text is not null)
        {
            _fields.Add(KeyValuePair.Create(field, text));
        }
    }

    private static IEnumerable<string> Tested(IEnumerable<PredicateDocument> tests) => tests.SelectMany(test => test switch
    {
        PredicateDocument.Claim claim => [claim.Name.Text],
        PredicateDocument.All all => all.Branches.SelectMany(Tested),
        PredicateDocument.Any any => any.Branches.SelectMany(Tested),
        PredicateDocument.Not not => Tested(not.Tests),
        _ => [],
    });

    private static string Key(MembershipKind kind) => kind switch
    {
        MembershipKind.Group => "group",
        MembershipKind.RealmRole => "realm_role",
        MembershipKind.ClientRole => "client_role",
        MembershipKind.Organization => "organization",
    };

    private static string Text(ClaimTestDocument test) => test switch
    {
        ClaimTestDocument.Equal equal => List(equal.Values),
        ClaimTestDocument.Like like => $"like {List(like.Globs)}",
        ClaimTestDocument.Exists exists => $"exists: {exists.Value.Text}",
        ClaimTestDocument.Range range => string.Join(" and ", new[] { range.AtLeast is { } low ? $"at_least {low.Text}" : null, range.AtMost is { } high ? $"at_most {high.Text}" : null }.OfType<string>()),
        ClaimTestDocument.Not not => $"not ({Text(not.Test)})",
        _ => "",
    };

    private static string List(IReadOnlyList<Written> texts) => string.Join(" or ", texts.Select(text => text.Text).Order(StringComparer.Ordinal));
}
