namespace TokenBridge.Mapping;

/// <summary>Reads what stands under <c>when</c>.</summary>
internal static class WhenDocumentReader
{
    private static readonly string[] Keys = ["group", "claims", "issuer", "client"];
    private static readonly string[] KeysNotBuilt = ["realm_role", "client_role", "source_ip", "all", "any", "not"];
    private static readonly string[] OperatorsNotBuilt = ["not", "like", "exists", "at_least", "at_most"];

    /// <returns>The tests, or null after a fault.</returns>
    public static IReadOnlyList<PredicateDocument>? Read(YamlNode node, FaultList faults)
    {
        if (node is YamlNode.Scalar word)
        {
            if (word.Text == "everyone")
            {
                return [new PredicateDocument.Everyone()];
            }

            faults.Add(node.At, FaultCode.When, $"{Quoted.Text(word.Text)} is no condition; write when: everyone, or a mapping such as when: {{ group: /a/b }}");
            return null;
        }

        var keys = new YamlKeys(node, "'when'", Keys, KeysNotBuilt, faults);
        if (node is YamlNode.Mapping { Entries.Count: 0 })
        {
            faults.Add(node.At, FaultCode.When, "'when' is empty; write when: everyone if that is meant");
        }

        var tests = new List<PredicateDocument>();
        AddList(keys.Texts("issuer"), ids => new PredicateDocument.Issuer(ids));
        AddList(keys.Texts("client"), ids => new PredicateDocument.Client(ids));
        AddList(keys.Texts("group"), patterns => new PredicateDocument.Group(patterns));
        if (keys.Node("claims") is { } claims)
        {
            tests.AddRange(ReadClaims(claims, faults));
        }

        return tests.Count == 0 ? null : tests;

        void AddList(IReadOnlyList<Written>? texts, Func<IReadOnlyList<Written>, PredicateDocument> make)
        {
            if (texts is not null)
            {
                tests.Add(make(texts));
            }
        }
    }

    private static IEnumerable<PredicateDocument> ReadClaims(YamlNode node, FaultList faults)
    {
        var entries = YamlKeys.Entries(node, "'claims'", faults) ?? [];
        if (node is YamlNode.Mapping && entries.Count == 0)
        {
            faults.Add(node.At, FaultCode.When, "'claims' is empty; write claims: { department: research }, or take it out");
        }

        foreach (var (name, value) in entries)
        {
            if (value is YamlNode.Mapping operators)
            {
                RefuseOperators(operators, faults);
            }
            else if (YamlKeys.Texts(value, $"claim {Quoted.Text(name.Text)}", faults) is { } values)
            {
                yield return new PredicateDocument.Claim(name.ToWritten(), values);
            }
        }
    }

    private static void RefuseOperators(YamlNode.Mapping node, FaultList faults)
    {
        _ = new YamlKeys(node, "a claim test", [], OperatorsNotBuilt, faults);
        if (node.Entries.Count == 0)
        {
            faults.Add(node.At, FaultCode.WrongKind, "a claim test is one value or a list of values");
        }
    }
}
