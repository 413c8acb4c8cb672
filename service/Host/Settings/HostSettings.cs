using TokenBridge.Host.Operations.Callers;
using TokenBridge.Host.Settings.Keys;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:AllowedHosts</c>.</summary>
internal static class HostSettings
{
    private const string Any = "*";

    /// <param name="root">The section <c>TokenBridge</c>.</param>
    /// <param name="ofServer">ASP.NET's own key of that name, a list with semicolons, which counts where ours is absent: whoever wrote it relies on it.</param>
    public static AnsweredHosts Read(SettingsSection root, string? ofServer)
    {
        var listed = SettingKeys.Root.AllowedHosts.Read(root);
        var names = listed ?? ofServer?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (listed is null && names.Contains(Any, StringComparer.Ordinal))
        {
            return new AnsweredHosts([]);
        }

        foreach (var name in names.Where(name => name.Length > 0 && !AnsweredHosts.IsName(name)))
        {
            root.Fault(
                SettingKeys.Root.AllowedHosts.Name,
                $"{(listed is null ? "is read from ASP.NET's AllowedHosts, which" : "")} holds '{name}'; write a name without scheme, port and path, such as bridge.example.org or *.example.org".TrimStart());
        }

        return new AnsweredHosts(names);
    }
}
