using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads what stands under <c>claims</c> in a condition: for each name a value, a list of values, or one operator.</summary>
internal sealed class ClaimTestReader(FaultList faults)
{
    private static readonly IReadOnlyList<string> Operators = RuleKeys.ClaimTest.Names;

    public IEnumerable<PredicateDocument> Read(YamlNode node)
    {
        var entries = YamlKeys.Entries(node, "'claims'", faults) ?? [];
        if (node is YamlNode.Mapping && entries.Count == 0)
        {
            faults.Add(node.At, FaultCode.When, "'claims' is empty; write claims: { department: research }, or take it out");
        }

        foreach (var (name, value) in entries)
        {
            if (ReadTest(value, $"claim {SafeText.Quote(name.Text)}", mayNegate: true) is { } test)
            {
                yield return new PredicateDocument.Claim(name.ToWritten(), test);
            }
        }
    }

    private ClaimTestDocument? ReadTest(YamlNode node, string what, bool mayNegate)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            return YamlKeys.Texts(node, what, faults) is { } values ? new ClaimTestDocument.Equal(values) : null;
        }

        var keys = new YamlKeys(node, "a claim test", Operators, [], faults);
        var given = mapping.Entries.Select(entry => entry.Key.Text).Where(Operators.Contains).ToList();
        if (mapping.Entries.Count == 0)
        {
            faults.Add(node.At, FaultCode.WrongKind, "a claim test is one value, a list of values, or one operator");
        }
        else if (given.Count > 1 && !given.TrueForAll(key => key is "at_least" or "at_most"))
        {
            faults.Add(node.At, FaultCode.WrongKind, "a claim test has one operator (at_least and at_most may stand together); write several tests under all: [{ claims: … }, { claims: … }]");
            return null;
        }

        return given.FirstOrDefault() switch
        {
            "not" when !mayNegate => Doubled(node),
            "not" => ReadTest(keys.Node("not")!, $"'not' of {what}", mayNegate: false) is { } test ? new ClaimTestDocument.Not(test) : null,
            "like" => keys.Texts("like") is { } globs ? new ClaimTestDocument.Like(globs) : null,
            "exists" => keys.Text("exists") is { } value ? new ClaimTestDocument.Exists(value) : null,
            null => null,
            _ => ReadRange(keys),
        };
    }

    private static ClaimTestDocument.Range? ReadRange(YamlKeys keys)
    {
        var range = new ClaimTestDocument.Range(keys.Text("at_least"), keys.Text("at_most"));
        return range is { AtLeast: null, AtMost: null } ? null : range;
    }

    private ClaimTestDocument? Doubled(YamlNode node)
    {
        faults.Add(node.At, FaultCode.WrongKind, "'not' of 'not' is the test itself; take both out");
        return null;
    }
}
