using System.Globalization;
using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>A whole number in a range.</summary>
internal sealed record NumberKey(string Name, int Default, int Least, int Most, string Meaning) : SettingKey(Name, Meaning)
{
    public override string Absent => $"{Default}";

    public override string Takes => $"{Least} to {Most}";

    public int Read(SettingsSection section)
    {
        if (section.Text(Name) is not { } text)
        {
            return Default;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most)
        {
            return number;
        }

        section.Fault(Name, $"is '{text}'; write a whole number from {Least} to {Most}");
        return Default;
    }

    protected override void Describe(JsonObject schema)
    {
        schema["type"] = TypeOf("integer");
        schema["minimum"] = Least;
        schema["maximum"] = Most;
        schema["default"] = Default;
    }
}
