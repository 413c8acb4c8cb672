using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Reads <c>grant</c> and <c>defaults</c>, which have the same keys.</summary>
internal static class GrantDocumentReader
{
    private static readonly string[] KeysNotBuilt = ["identity_context"];

    /// <summary>What a grant can do without, although the defaults have it.</summary>
    private static readonly string[] Droppable = ["source_identity", "external_id", "region", "policy"];

    /// <returns>Null after a fault that leaves nothing to compile.</returns>
    public static GrantDocument? ReadGrant(YamlNode node, FaultList faults) => Read(node, "'grant'", Droppable, faults);

    public static GrantDocument ReadDefaults(YamlNode node, FaultList faults) =>
        Read(node, "'defaults'", [], faults) ?? new GrantDocument(node.At) { NamesRole = true, IsWhole = false };

    private static GrantDocument? Read(YamlNode node, string what, string[] droppable, FaultList faults)
    {
        var before = faults.Count;
        var keys = new YamlKeys(node, what, RuleKeys.Grant.Names, KeysNotBuilt, faults);
        if (!keys.IsMapping)
        {
            return null;
        }

        var dropped = droppable.Where(key => IsDrop(keys.Node(key))).ToList();
        var grant = new GrantDocument(node.At)
        {
            Dropped = [.. dropped.Select(key => new Written(key, keys.Node(key)!.At))],
            NamesRole = keys.Has("role"),
            Name = keys.Text("name"),
            Role = keys.Text("role"),
            SessionName = keys.Text("session_name"),
            SourceIdentity = Text("source_identity"),
            Duration = keys.Text("duration"),
            Priority = keys.Text("priority"),
            ExternalId = Text("external_id"),
            Region = Text("region"),
            Strategy = keys.Text("strategy"),
            Policy = dropped.Contains("policy") ? null : keys.Node("policy"),
            PolicyArns = ReadList(keys.Node("policy_arns"), "'policy_arns'", faults),
            Tags = keys.Node("tags") is { } tags ? [.. ReadTags(tags, faults)] : [],
            TransitiveTags = ReadList(keys.Node("transitive_tags"), "'transitive_tags'", faults),
        };
        return grant with { IsWhole = faults.Count == before };

        Written? Text(string key) => dropped.Contains(key) ? null : keys.Text(key);
    }

    /// <summary>In so many letters: a value that was forgotten must not open a session.</summary>
    private static bool IsDrop(YamlNode? node) => node is YamlNode.Scalar { IsNull: true, Text.Length: > 0 };

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
            else if (YamlKeys.Text(value, $"tag {SafeText.Quote(key.Text)}", faults) is { } text)
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
