using TokenBridge.Host.Settings;

namespace TokenBridge.Host.Tests.Settings;

/// <summary>What is said of the settings outside of the code comes from the table in the code. <c>TOKENBRIDGE_WRITE=1</c> writes it anew.</summary>
public sealed class SettingsDocumentsTests
{
    private const string Begin = "<!-- settings: written from service/Host/Settings/Keys/SettingKeys.cs -->\n";

    private const string End = "<!-- end of settings -->";

    private static readonly bool Writes = Environment.GetEnvironmentVariable("TOKENBRIDGE_WRITE") == "1";

    [Fact]
    public void The_readme_has_the_table_of_settings_that_the_code_has()
    {
        var path = Path.Combine(Root(), "README.md");
        var readme = File.ReadAllText(path);
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        begin.ShouldBeInRange(Begin.Length, end);
        if (Writes)
        {
            File.WriteAllText(path, $"{readme[..begin]}{SettingsPage.Write()}{readme[end..]}");
            return;
        }

        readme[begin..end].ShouldBe(SettingsPage.Write(), "stale; run this test with TOKENBRIDGE_WRITE=1");
    }

    [Fact]
    public void The_committed_schema_of_the_settings_is_the_one_that_the_table_gives()
    {
        var path = Path.Combine(Root(), "service", "Host", "appsettings.schema.json");
        if (Writes)
        {
            File.WriteAllText(path, SettingsSchema.Write());
            return;
        }

        File.ReadAllText(path).ShouldBe(SettingsSchema.Write(), "stale; run this test with TOKENBRIDGE_WRITE=1");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
