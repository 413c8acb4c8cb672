using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>True or false.</summary>
internal sealed record FlagKey(string Name, bool Default, string Meaning) : SettingKey(Name, Meaning)
{
    public override string Absent => Default ? "true" : "false";

    public override string Takes => "true or false";

    public bool Read(SettingsSection section)
    {
        if (section.Text(Name) is not { } text)
        {
            return Default;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        section.Fault(Name, $"is '{text}'; write {Takes}");
        return Default;
    }

    protected override void Describe(JsonObject schema)
    {
        schema["type"] = TypeOf("boolean");
        schema["default"] = Default;
    }
}
