using System.Text;
using TokenBridge.Host.Settings.Keys;

namespace TokenBridge.Host.Settings;

/// <summary>The README's table of settings, made from <see cref="SettingKeys"/>.</summary>
internal static class SettingsPage
{
    /// <returns>A table in Markdown; ends with a line break.</returns>
    public static string Write()
    {
        var page = new StringBuilder("| key under `TokenBridge` | takes | default | |\n|---|---|---|---|\n");
        foreach (var section in SettingKeys.Sections)
        {
            foreach (var key in section.Keys.Where(key => key is not RefusedKey))
            {
                page.Append($"| `{section.Prefix}{key.Name}` | {key.Takes} | {key.Absent} | {key.Meaning} |\n");
            }
        }

        return page.ToString();
    }
}
