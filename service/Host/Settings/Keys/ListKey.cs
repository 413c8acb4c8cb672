using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>A list of texts.</summary>
internal sealed record ListKey(string Name, IReadOnlyList<string>? Default, string Meaning) : SettingKey(Name, Meaning)
{
    public override string Absent => Default is null ? WhenAbsent : string.Join(", ", Default);

    public override string Takes => Names is null ? "a list" : $"a list of {string.Join(", ", Names)}";

    /// <summary>What an absent key means, where it has no default.</summary>
    public string WhenAbsent { get; init; } = "";

    /// <summary>An empty list says what an absent one says.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>An example of an entry, for a list that is needed.</summary>
    public string Missing { get; init; } = "";

    /// <summary>What an entry may be; null for any text.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>A regular expression of an entry, for the JSON Schema.</summary>
    public string? EntryPattern { get; init; }

    public IReadOnlyList<string>? Read(SettingsSection section)
    {
        var entries = section.List(Name, MayBeEmpty) ?? Default;
        foreach (var entry in entries ?? [])
        {
            if (Names is { } names && !names.Contains(entry, StringComparer.Ordinal))
            {
                section.Fault(Name, $"holds '{entry}'; write some of {string.Join(", ", names)}");
            }
        }

        return entries;
    }

    /// <summary>Empty where it is absent; the fault is recorded.</summary>
    public IReadOnlyList<string> ReadNeeded(SettingsSection section)
    {
        if (Read(section) is { Count: > 0 } entries)
        {
            return entries;
        }

        section.Fault(Name, $"is missing; write {section.Path}:{Name}:0 = {Missing}");
        return [];
    }

    protected override void Describe(JsonObject schema)
    {
        var entry = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (Names is { } names)
        {
            entry["enum"] = Array(names);
        }

        if (EntryPattern is not null)
        {
            entry["pattern"] = EntryPattern;
        }

        schema["type"] = TypeOf("array");
        schema["items"] = entry;
        if (!MayBeEmpty)
        {
            schema["minItems"] = 1;
        }

        if (Default is not null)
        {
            schema["default"] = Array(Default);
        }
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
