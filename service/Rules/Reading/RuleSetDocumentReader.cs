using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>YAML tree -> <see cref="RuleSetDocument"/>: the shape of a rules file, key by key.</summary>
internal static class RuleSetDocumentReader
{
    /// <summary>Of one file, and in all files together.</summary>
    public const int MaxRules = 100_000;

    /// <returns>What could be read, or null after faults that leave nothing to compile.</returns>
    public static RuleSetDocument? Read(RuleSetSource source, FaultList faults)
    {
        if (YamlTreeReader.Read(source, faults) is not { } root)
        {
            return null;
        }

        var keys = new YamlKeys(root, "a rules file", RuleKeys.File.Names, [], faults);
        if (!keys.IsMapping)
        {
            return null;
        }

        if (keys.RequiredText("version", "a rules file", "version: 1") is { } version && version.Text != "1")
        {
            faults.Add(version.At, FaultCode.Version, $"version {SafeText.Quote(version.Text)} is not known; write version: 1");
        }

        var claims = keys.Node("claims");
        List<RuleDocument> rules = keys.Node("rules") is { } list ? [.. ReadRules(list, faults)] : [];
        return new RuleSetDocument(
            source.File,
            keys.Texts("issuer") ?? (keys.Has("issuer") ? [] : null),
            claims is null ? [] : [.. ReadClaims(claims, faults)],
            keys.Node("defaults") is { } defaults ? GrantDocumentReader.ReadDefaults(defaults, faults) : new GrantDocument(root.At),
            rules,
            keys.Node("tests") is { } tests ? new TestDocumentReader(faults).Read(tests) : [])
        {
            Lint = keys.Node("lint") is { } lint ? LintDocumentReader.Read(lint, faults) : [],
            RulesAreWhole = keys.Node("rules") is (null or YamlNode.Sequence or YamlNode.Scalar { IsNull: true }) && rules.TrueForAll(rule => rule.Id is not null),
            ClaimsAreWhole = claims is null or YamlNode.Mapping,
        };
    }

    private static IEnumerable<ClaimDocument> ReadClaims(YamlNode node, FaultList faults)
    {
        foreach (var (name, value) in YamlKeys.Entries(node, "'claims'", faults) ?? [])
        {
            var keys = value is YamlNode.Mapping ? new YamlKeys(value, "a claim", RuleKeys.Claim.Names, [], faults) : null;
            var from = keys is null
                ? YamlKeys.Text(value, $"claim {SafeText.Quote(name.Text)}", faults)
                : keys.RequiredText("from", "a claim", "from: /name_in_the_token");
            yield return new ClaimDocument(name.ToWritten(), from, keys?.Text("default"))
            {
                Map = keys?.Node("map") is { } map ? [.. ReadMap(map, name.Text, faults)] : null,
            };
        }
    }

    private static IEnumerable<KeyValuePair<Written, Written>> ReadMap(YamlNode node, string claim, FaultList faults)
    {
        if (node is YamlNode.Mapping { Entries.Count: 0 })
        {
            faults.Add(node.At, FaultCode.Claim, $"the map of claim {SafeText.Quote(claim)} is empty; write map: {{ \"R&D\": rnd }}, or take it out");
        }

        foreach (var (value, other) in YamlKeys.Entries(node, "'map'", faults) ?? [])
        {
            if (YamlKeys.Text(other, $"what {SafeText.Quote(value.Text)} is mapped to", faults) is { } seen)
            {
                yield return KeyValuePair.Create(value.ToWritten(), seen);
            }
        }
    }

    private static IEnumerable<RuleDocument> ReadRules(YamlNode node, FaultList faults)
    {
        if (node is YamlNode.Sequence { Items.Count: > MaxRules })
        {
            faults.Add(node.At, FaultCode.TooLarge, $"a rule set has at most {MaxRules} rules");
            return [];
        }

        if (node is YamlNode.Sequence rules)
        {
            return rules.Items.Select(rule => ReadRule(rule, faults));
        }

        if (node is not YamlNode.Faulty and not YamlNode.Scalar { IsNull: true })
        {
            faults.Add(node.At, FaultCode.WrongKind, "'rules' is a list; begin each rule with '- id: its-name'");
        }

        return [];
    }

    private static RuleDocument ReadRule(YamlNode node, FaultList faults)
    {
        var keys = new YamlKeys(node, "a rule", RuleKeys.Rule.Names, [], faults);
        if (keys.IsMapping && keys.Has("grant") == keys.Has("deny"))
        {
            faults.Add(node.At, FaultCode.Effect, keys.Has("grant")
                ? "a rule has either 'grant' or 'deny', not both; write two rules"
                : "a rule needs 'grant' or 'deny'; write what it gives or what it forbids");
        }

        if (keys.IsMapping && !keys.Has("when"))
        {
            faults.Add(node.At, FaultCode.When, "a rule needs 'when'; write when: { group: /a/b }, or when: everyone");
        }

        var before = faults.Count;
        var when = keys.Node("when") is { } tests ? new WhenDocumentReader(faults).Read(tests) : null;
        var whenIsWhole = when is not null && faults.Count == before;
        return new RuleDocument(
            node.At,
            keys.RequiredText("id", "a rule", "id: team-scientists"),
            keys.Text("description")?.Text,
            when,
            keys.Node("require") is { } require ? ReadRequire(require, keys.Has("deny"), faults) : null,
            keys.Node("grant") is { } grant ? GrantDocumentReader.ReadGrant(grant, faults) : null,
            keys.Node("deny") is { } deny ? ReadDeny(deny, faults) : null)
        {
            Lint = keys.Node("lint") is { } lint ? LintDocumentReader.Read(lint, faults) : [],
            WhenIsWhole = whenIsWhole,
        };
    }

    private static RequireDocument ReadRequire(YamlNode node, bool denies, FaultList faults)
    {
        var keys = new YamlKeys(node, "'require'", RuleKeys.Require.Names, [], faults);
        if (denies)
        {
            faults.Add(node.At, FaultCode.Require, "a deny rule requires nothing, it holds for every login; take 'require' out");
        }
        else if (keys.IsMapping && !keys.Has("acr") && !keys.Has("max_auth_age"))
        {
            faults.Add(node.At, FaultCode.Require, "'require' asks for nothing; write acr: [gold], or max_auth_age: 15m");
        }

        return new RequireDocument(node.At, keys.Texts("acr"), keys.Text("max_auth_age"));
    }

    private static DenyDocument? ReadDeny(YamlNode node, FaultList faults)
    {
        var keys = new YamlKeys(node, "'deny'", RuleKeys.Deny.Names, [], faults);
        if (keys.IsMapping && !keys.Has("roles"))
        {
            faults.Add(node.At, FaultCode.MissingKey, "'deny' needs 'roles'; write roles: [\"*\"] for every role, or globs over role ARNs");
        }

        var reason = keys.Text("reason");
        return keys.Texts("roles") is { } roles ? new DenyDocument(roles, reason) : null;
    }
}
