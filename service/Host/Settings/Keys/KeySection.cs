namespace TokenBridge.Host.Settings.Keys;

/// <summary>The keys of one section.</summary>
/// <param name="Name">Below <c>TokenBridge</c>; empty for <c>TokenBridge</c> itself.</param>
/// <param name="Keys">In the order of the README.</param>
internal sealed record KeySection(string Name, params IReadOnlyList<SettingKey> Keys)
{
    /// <summary>Where the section is a map of entries with these keys, the form of their names.</summary>
    public CharacterForm? EntryNames { get; init; }

    /// <summary>The start of a key as the README writes it.</summary>
    public string Prefix => Name.Length == 0 ? "" : EntryNames is null ? $"{Name}:" : $"{Name}:{{id}}:";
}
