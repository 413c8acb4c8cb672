using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads what stands under <c>client_role</c>: <c>client/role</c>, or the two apart where the client's id holds a slash.</summary>
internal sealed class ClientRoleReader(FaultList faults)
{
    /// <returns>At least one, or null after a fault.</returns>
    public IReadOnlyList<PatternDocument>? Read(YamlNode node)
    {
        if (node is not YamlNode.Sequence { Items: { Count: > 0 } items })
        {
            return node is YamlNode.Mapping ? One(node)
                : YamlKeys.Texts(node, "'client_role'", faults) is { } texts ? [.. texts.Select(text => new PatternDocument(text))]
                : null;
        }

        var patterns = items.SelectMany(item => One(item) ?? []).ToList();
        return patterns.Count == items.Count ? patterns : null;
    }

    private PatternDocument[]? One(YamlNode node)
    {
        // Only a text that begins with a brace looks like a mapping whose value is missing.
        if (node is not YamlNode.Mapping { Entries: not [{ Value: YamlNode.Scalar { IsNull: true } }] })
        {
            return YamlKeys.Text(node, "'client_role'", faults) is { } text ? [new PatternDocument(text)] : null;
        }

        var keys = new YamlKeys(node, "a client role", RuleKeys.ClientRole.Names, [], faults);
        var client = keys.RequiredText("client", "a client role", "client: apps/portal");
        var role = keys.RequiredText("role", "a client role", "role: data-reader");
        return client is null || role is null ? null : [new PatternDocument(role, client)];
    }
}
