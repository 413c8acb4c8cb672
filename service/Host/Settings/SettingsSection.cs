using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Settings;

/// <summary>
/// One section of the configuration, read key by key. Every fault is collected, none thrown, and a key that nobody asked for
/// is a fault too: a misspelt safety setting must not be silent.
/// </summary>
internal sealed class SettingsSection(IConfigurationSection section, List<ConfigurationFault> faults)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Path => section.Path;

    public string Key => section.Key;

    /// <summary>Null where the key is absent, null or empty.</summary>
    public string? Text(string key)
    {
        var child = Child(key);
        if (child.GetChildren().Any())
        {
            Fault(key, "is a single value, but has keys below it");
        }

        return string.IsNullOrEmpty(child.Value) ? null : child.Value;
    }

    /// <summary>Null where the key is absent; an empty list and an empty entry are faults, because nobody can tell "none" from "any".</summary>
    /// <param name="key">Of the list.</param>
    /// <param name="mayBeEmpty">An empty list says what an absent one says.</param>
    public IReadOnlyList<string>? List(string key, bool mayBeEmpty = false)
    {
        var child = Child(key);
        var entries = child.GetChildren().ToList();
        if (entries.Count == 0)
        {
            if (child.Value is "" && !mayBeEmpty)
            {
                Fault(key, "is an empty list; write entries, or leave the key out");
            }
            else if (!string.IsNullOrEmpty(child.Value))
            {
                var variable = $"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{key}__0";
                Fault(key, $"is a list; write {section.Path}:{key}:0 (in the environment {variable})");
            }

            return null;
        }

        foreach (var entry in entries.Where(entry => string.IsNullOrEmpty(entry.Value)))
        {
            faults.Add(new ConfigurationFault(entry.Path, "is an empty entry of a list; write a text or leave it out"));
        }

        return entries.Select(entry => entry.Value ?? "").ToList();
    }

    public SettingsSection Section(string key)
    {
        var child = Child(key);
        if (!string.IsNullOrEmpty(child.Value))
        {
            Fault(key, $"is a section with keys of its own, not the value '{SafeText.Cut(child.Value, most: 40, mark: "…")}'");
        }

        return new SettingsSection(child, faults);
    }

    /// <summary>The entries of a map keyed by names of the operator's choice.</summary>
    public IReadOnlyList<SettingsSection> Entries() =>
        section.GetChildren().Select(child => Section(child.Key)).ToList();

    public void Fault(string key, string message) =>
        faults.Add(new ConfigurationFault(key.Length == 0 ? section.Path : $"{section.Path}:{key}", message));

    /// <summary>Call last: every key below this section that was not asked for is a fault.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.ContainsKey(child.Key)))
        {
            var nearest = DidYouMean.Nearest(child.Key, _known.Values);
            Fault(child.Key, nearest is null
                ? $"is not a setting; known here: {string.Join(", ", _known.Values)}"
                : $"is not a setting; did you mean {nearest}?");
        }
    }

    private IConfigurationSection Child(string key)
    {
        _known[key] = key;
        return section.GetSection(key);
    }
}
