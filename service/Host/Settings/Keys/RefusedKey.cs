using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>A key that is known and not taken: who writes it wants something that this version does not do.</summary>
internal sealed record RefusedKey(string Name, string Fault) : SettingKey(Name, "")
{
    public override string Absent => "";

    public override string Takes => "nothing";

    public void Read(SettingsSection section)
    {
        if (section.Text(Name) is not null)
        {
            section.Fault(Name, Fault);
        }
    }

    /// <summary>Null and an empty text say nothing.</summary>
    protected override void Describe(JsonObject schema) => schema["enum"] = new JsonArray((JsonNode?)null);
}
