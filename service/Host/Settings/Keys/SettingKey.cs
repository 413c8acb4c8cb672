using System.Text.Json.Nodes;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>One key of the configuration: what is said of it anywhere is said by its row in <see cref="SettingKeys"/>.</summary>
/// <param name="Name">As in <c>appsettings.json</c>, below its section.</param>
/// <param name="Meaning">One sentence for the README and for editors.</param>
internal abstract record SettingKey(string Name, string Meaning)
{
    /// <summary>What holds where the key is absent, as people read it; empty where that says nothing.</summary>
    public abstract string Absent { get; }

    /// <summary>What may be written, as people read it: a range, names, a form.</summary>
    public abstract string Takes { get; }

    /// <summary>Whether a configuration without it is always a fault.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The same for editors and charts: a JSON Schema (2020-12) of the value, without references.</summary>
    public JsonObject Schema()
    {
        var schema = new JsonObject { ["description"] = Meaning };
        Describe(schema);
        return schema;
    }

    /// <summary>Adds <c>type</c>, limits and <c>default</c>.</summary>
    protected abstract void Describe(JsonObject schema);

    /// <summary>Null in the file is an absent key, as an empty text is.</summary>
    protected JsonNode TypeOf(string type) => IsRequired ? JsonValue.Create(type) : new JsonArray(type, "null");
}
