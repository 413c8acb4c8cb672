using System.Globalization;
using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>A length of time in a range, as <c>hh:mm:ss</c>.</summary>
internal sealed record DurationKey(string Name, TimeSpan Default, TimeSpan Least, TimeSpan Most, string Meaning) : SettingKey(Name, Meaning)
{
    /// <summary>The form; the range is said in words and held by the reader alone.</summary>
    private const string Form = @"^([0-9]+\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?$";

    public override string Absent => Short(Default);

    public override string Takes => $"{Short(Least)} to {Short(Most)}";

    public TimeSpan Read(SettingsSection section)
    {
        if (section.Text(Name) is not { } text)
        {
            return Default;
        }

        // Only hh:mm:ss: .NET would read a bare "30" as thirty days.
        if (text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= Least && span <= Most)
        {
            return span;
        }

        section.Fault(Name, $"is '{text}'; write hh:mm:ss from {Least:c} to {Most:c}");
        return Default;
    }

    protected override void Describe(JsonObject schema)
    {
        schema["description"] = $"{Meaning} hh:mm:ss from {Takes}.";
        schema["type"] = TypeOf("string");
        schema["pattern"] = Form;
        schema["default"] = Absent;
    }

    /// <summary>Without the zeros behind 00:00:00.9.</summary>
    private static string Short(TimeSpan span)
    {
        var text = span.ToString("c", CultureInfo.InvariantCulture);
        return span.Ticks % TimeSpan.TicksPerSecond == 0 ? text : text.TrimEnd('0');
    }
}
