using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads what stands under <c>tests</c>.</summary>
internal sealed class TestDocumentReader(FaultList faults)
{
    private const int MaxTests = 10_000;

    public IReadOnlyList<TestDocument> Read(YamlNode node)
    {
        if (node is YamlNode.Sequence { Items: var items })
        {
            if (items.Count > MaxTests)
            {
                faults.Add(node.At, FaultCode.TooLarge, $"a file has at most {MaxTests} tests; these are {items.Count}");
                return [];
            }

            return [.. items.Select(ReadTest).OfType<TestDocument>()];
        }

        if (node is not YamlNode.Faulty and not YamlNode.Scalar { IsNull: true })
        {
            faults.Add(node.At, FaultCode.WrongKind, "'tests' is a list; begin each test with '- name: what it shows'");
        }

        return [];
    }

    private TestDocument? ReadTest(YamlNode node)
    {
        var keys = new YamlKeys(node, "a test", RuleKeys.Test.Names, [], faults);
        var name = keys.RequiredText("name", "a test", "name: a vision scientist gets the vision role");
        if (!keys.IsMapping)
        {
            return null;
        }

        var token = keys.Node("token") as YamlNode.Mapping;
        if (token is null && keys.Node("token") is not YamlNode.Faulty)
        {
            faults.Add(keys.Node("token")?.At ?? node.At, FaultCode.Test, "a test needs the payload of a token; write token: { sub: u-1, groups: [/a/b] }");
        }

        var request = keys.Node("request") is { } asked ? new YamlKeys(asked, "'request'", RuleKeys.Request.Names, [], faults) : null;
        var expect = ReadExpect(keys.Node("expect"), node);
        return name is null || token is null || expect is null
            ? null
            : new TestDocument(
                node.At, name, token, keys.Text("issuer"), keys.Text("now"), request?.Text("role"), request?.Text("client"), request?.Text("source_ip"), expect);
    }

    private ExpectDocument? ReadExpect(YamlNode? node, YamlNode test)
    {
        if (node is null or YamlNode.Mapping { Entries.Count: 0 })
        {
            faults.Add((node ?? test).At, FaultCode.Test, "a test expects something; write expect: { rule: its-id }, expect: { denied: no_rule_matches }, or expect: { grants: [] }");
            return null;
        }

        var keys = new YamlKeys(node, "'expect'", RuleKeys.Expect.Names, [], faults);
        if (keys.Node("denied") is { } denied && RuleKeys.ExpectedGrant.Names.FirstOrDefault(keys.Has) is { } contradicting)
        {
            faults.Add(denied.At, FaultCode.Test, $"who is denied gets no {contradicting}; take one of the two out");
        }

        return !keys.IsMapping ? null : new ExpectDocument(node.At)
        {
            Denied = keys.Text("denied"),
            Rule = keys.Text("rule"),
            Name = keys.Text("name"),
            Role = keys.Text("role"),
            SessionName = keys.Text("session_name"),
            SourceIdentity = keys.Text("source_identity"),
            Duration = keys.Text("duration"),
            ExternalId = keys.Text("external_id"),
            Region = keys.Text("region"),
            Strategy = keys.Text("strategy"),
            Tags = keys.Node("tags") is { } tags ? [.. ReadTags(tags)] : [],
            TransitiveTags = ReadList(keys.Node("transitive_tags"), "'transitive_tags'"),
            PolicyArns = ReadList(keys.Node("policy_arns"), "'policy_arns'"),
            Grants = ReadList(keys.Node("grants"), "'grants'"),
        };
    }

    private IEnumerable<TagDocument> ReadTags(YamlNode node)
    {
        foreach (var (key, value) in YamlKeys.Entries(node, "'tags'", faults) ?? [])
        {
            var absent = value is YamlNode.Scalar { IsNull: true };
            if (absent || YamlKeys.Text(value, $"tag {SafeText.Quote(key.Text)}", faults) is { })
            {
                yield return new TagDocument(key.ToWritten(), absent ? null : ((YamlNode.Scalar)value).ToWritten());
            }
        }
    }

    private IReadOnlyList<Written>? ReadList(YamlNode? node, string what) => node switch
    {
        null => null,
        YamlNode.Sequence { Items.Count: 0 } => [],
        _ => YamlKeys.Texts(node, what, faults),
    };
}
