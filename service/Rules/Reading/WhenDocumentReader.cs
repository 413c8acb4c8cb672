using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads what stands under <c>when</c>.</summary>
internal sealed class WhenDocumentReader(FaultList faults)
{
    private readonly ClaimTestReader _claims = new(faults);

    /// <returns>The tests, or null after a fault.</returns>
    public IReadOnlyList<PredicateDocument>? Read(YamlNode node)
    {
        if (node is not YamlNode.Scalar word)
        {
            return ReadTests(node, "'when'");
        }

        if (word.Text == "everyone")
        {
            return [new PredicateDocument.Everyone(node.At)];
        }

        faults.Add(node.At, FaultCode.When, $"{(word.IsNull ? "an empty 'when'" : SafeText.Quote(word.Text))} is no condition; write when: everyone, or a mapping such as when: {{ group: /a/b }}");
        return null;
    }

    private List<PredicateDocument>? ReadTests(YamlNode node, string what)
    {
        var keys = new YamlKeys(node, what, RuleKeys.Condition.Names, [], faults);
        if (node is YamlNode.Mapping { Entries.Count: 0 })
        {
            faults.Add(node.At, FaultCode.When, $"{what} is empty{(what == "'when'" ? "; write when: everyone if that is meant" : ", which says nothing; write a test, or take it out")}");
        }

        var tests = new List<PredicateDocument>();
        AddList("issuer", (at, ids) => new PredicateDocument.Issuer(at, ids));
        AddList("client", (at, ids) => new PredicateDocument.Client(at, ids));
        AddList("group", (at, patterns) => new PredicateDocument.Membership(at, MembershipKind.Group, Plain(patterns)));
        AddList("realm_role", (at, patterns) => new PredicateDocument.Membership(at, MembershipKind.RealmRole, Plain(patterns)));
        if (keys.Node("client_role") is { } roles && new ClientRoleReader(faults).Read(roles) is { } clientRoles)
        {
            tests.Add(new PredicateDocument.Membership(roles.At, MembershipKind.ClientRole, clientRoles));
        }

        AddList("organization", (at, patterns) => new PredicateDocument.Membership(at, MembershipKind.Organization, Plain(patterns)));
        AddList("source_ip", (at, networks) => new PredicateDocument.SourceAddress(at, networks));
        if (keys.Node("claims") is { } claims)
        {
            tests.AddRange(_claims.Read(claims));
        }

        AddBranches("all", (at, branches) => new PredicateDocument.All(at, branches));
        AddBranches("any", (at, branches) => new PredicateDocument.Any(at, branches));
        if (keys.Node("not") is { } not && ReadTests(not, "'not'") is { } inner)
        {
            tests.Add(new PredicateDocument.Not(not.At, inner));
        }

        return tests.Count == 0 ? null : tests;

        void AddList(string key, Func<SourcePosition, IReadOnlyList<Written>, PredicateDocument> make)
        {
            if (keys.Texts(key) is { } texts)
            {
                tests.Add(make(keys.Node(key)!.At, texts));
            }
        }

        void AddBranches(string key, Func<SourcePosition, IReadOnlyList<IReadOnlyList<PredicateDocument>>, PredicateDocument> make)
        {
            if (keys.Node(key) is { } branches && ReadBranches(branches, $"'{key}'") is { } read)
            {
                tests.Add(make(branches.At, read));
            }
        }
    }

    private static IReadOnlyList<PatternDocument> Plain(IReadOnlyList<Written> patterns) => [.. patterns.Select(pattern => new PatternDocument(pattern))];

    private List<IReadOnlyList<PredicateDocument>>? ReadBranches(YamlNode node, string what)
    {
        if (node is not YamlNode.Sequence { Items: { Count: > 0 } items })
        {
            if (node is not YamlNode.Faulty)
            {
                faults.Add(node.At, FaultCode.WrongKind, $"{what} is a list of conditions, at least one; write {what.Trim('\'')}: [{{ group: /a }}, {{ group: /b }}]");
            }

            return null;
        }

        var branches = items.Select(item => ReadTests(item, $"a condition of {what}")).OfType<IReadOnlyList<PredicateDocument>>().ToList();
        return branches.Count == items.Count ? branches : null;
    }
}
