using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>One of the names of an enum; their case does not matter to the reader.</summary>
internal sealed record ChoiceKey<TChoice>(string Name, TChoice Default, string Meaning) : SettingKey(Name, Meaning)
    where TChoice : struct, Enum
{
    public override string Absent => Default.ToString();

    public override string Takes => string.Join(", ", Enum.GetNames<TChoice>());

    public TChoice Read(SettingsSection section)
    {
        if (section.Text(Name) is not { } text)
        {
            return Default;
        }

        foreach (var name in Enum.GetNames<TChoice>())
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse<TChoice>(name);
            }
        }

        section.Fault(Name, $"is '{text}'; write one of {Takes}");
        return Default;
    }

    protected override void Describe(JsonObject schema)
    {
        var names = Enum.GetNames<TChoice>().Select(name => (JsonNode)name);
        schema["enum"] = new JsonArray([.. names, .. IsRequired ? Array.Empty<JsonNode?>() : [null]]);
        schema["default"] = Absent;
    }
}
