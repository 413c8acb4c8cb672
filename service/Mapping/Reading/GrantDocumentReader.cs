namespace TokenBridge.Mapping;

/// <summary>Reads <c>grant</c> and <c>defaults</c>, which have the same keys.</summary>
internal static class GrantDocumentReader
{
    private static readonly string[] KeysNotBuilt = ["identity_context"];

    public static GrantDocument Read(YamlNode node, string what, FaultList faults)
    {
        var keys = new YamlKeys(node, what, RuleKeys.Grant.Names, KeysNotBuilt, faults);
        return new GrantDocument(node.At)
        {
            Name = keys.Text("name"),
            Role = keys.Text("role"),
            SessionName = keys.Text("session_name"),
            SourceIdentity = keys.Text("source_identity"),
            Duration = keys.Text("duration"),
            Priority = keys.Text("priority"),
            ExternalId = keys.Text("external_id"),
            Region = keys.Text("region"),
            Strategy = keys.Text("strategy"),
            Policy = keys.Node("policy"),
            PolicyArns = ReadList(keys.Node("policy_arns"), "'policy_arns'", faults),
            Tags = keys.Node("tags") is { } tags ? [.. ReadTags(tags, faults)] : [],
            TransitiveTags = ReadList(keys.Node("transitive_tags"), "'transitive_tags'", faults),
        };
    }

    private static IEnumerable<TagDocument> ReadTags(YamlNode node, FaultList faults)
    {
        foreach (var (key, value) in YamlKeys.Entries(node, "'tags'", faults) ?? [])
        {
            if (value is YamlNode.Scalar { IsNull: true })
            {
                yield return new TagDocument(key.ToWritten(), null);
            }
            else if (value is YamlNode.Mapping { Entries: [{ Key.Text: "claim" or "join" }, ..] } joined)
            {
                var keys = new YamlKeys(joined, "a joined tag", RuleKeys.JoinedTag.Names, [], faults);
                var claim = keys.RequiredText("claim", "a joined tag", "claim: projects");
                var separator = keys.RequiredText("join", "a joined tag", "join: \":\"");
                if (claim is not null && separator is not null)
                {
                    yield return new TagDocument(key.ToWritten(), claim, separator);
                }
            }
            else if (YamlKeys.Text(value, $"tag {Quoted.Text(key.Text)}", faults) is { } text)
            {
                yield return new TagDocument(key.ToWritten(), text);
            }
        }
    }

    /// <summary>An empty list is allowed: it drops the default.</summary>
    private static IReadOnlyList<Written>? ReadList(YamlNode? node, string what, FaultList faults) => node switch
    {
        null => null,
        YamlNode.Sequence { Items.Count: 0 } => [],
        _ => YamlKeys.Texts(node, what, faults),
    };
}
