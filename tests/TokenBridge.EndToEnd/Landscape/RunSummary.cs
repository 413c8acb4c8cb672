namespace TokenBridge.EndToEnd.Landscape;

/// <summary>What was proved, line by line, in a file that outlives the run. Tests that need no real part write into it beside those that do.</summary>
internal static class RunSummary
{
    private static readonly Lock Writing = new();

    private static readonly Lazy<string> File = new(() =>
    {
        var file = Path.Combine(Directory.CreateDirectory(Installation.RunFolder).FullName, "summary.txt");
        System.IO.File.Delete(file);
        return file;
    });

    /// <summary>Throws away what an earlier run left.</summary>
    public static void Begin() => _ = File.Value;

    public static void Add(string line)
    {
        lock (Writing)
        {
            System.IO.File.AppendAllText(File.Value, line + "\n");
        }
    }
}
