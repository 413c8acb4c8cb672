using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>A text.</summary>
/// <param name="Name">As in <c>appsettings.json</c>.</param>
/// <param name="Default">What holds where it is absent; null for nothing.</param>
/// <param name="Meaning">One sentence.</param>
internal sealed record TextKey(string Name, string? Default, string Meaning) : SettingKey(Name, Meaning)
{
    public override string Absent => Default ?? WhenAbsent;

    public override string Takes => Form is null ? "text" : Wanted;

    /// <summary>What an absent key means, where it has no default.</summary>
    public string WhenAbsent { get; init; } = "";

    /// <summary>The end of "is missing; …", for a key that is needed.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Null takes any text.</summary>
    public CharacterForm? Form { get; init; }

    /// <summary>Says what <see cref="Form"/> takes.</summary>
    public string Wanted { get; init; } = "";

    /// <summary>The fault does not repeat a text of another form.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A text of another form is a fault, and is read all the same.</summary>
    public string? Read(SettingsSection section)
    {
        if (section.Text(Name) is not { } text)
        {
            return Default;
        }

        if (Form is { } form && !form.Fits(text))
        {
            section.Fault(Name, IsSecret ? $"is not {Wanted}" : $"is '{text}'; write {Wanted}");
        }

        return text;
    }

    /// <summary>Empty where it is absent; the fault is recorded.</summary>
    public string ReadNeeded(SettingsSection section)
    {
        if (Read(section) is { } text)
        {
            return text;
        }

        RefuseAbsent(section);
        return "";
    }

    public void RefuseAbsent(SettingsSection section) => section.Fault(Name, $"is missing; {Missing}");

    protected override void Describe(JsonObject schema)
    {
        schema["type"] = TypeOf("string");
        if (Form is { } form)
        {
            schema["pattern"] = form.Pattern;
        }
        else if (IsRequired)
        {
            schema["minLength"] = 1;
        }

        if (Default is not null)
        {
            schema["default"] = Default;
        }
    }
}
