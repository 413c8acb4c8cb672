namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A fenced block of <c>README.md</c>.</summary>
/// <param name="Language">What stands behind the fence; empty for a block that is only to be read.</param>
/// <param name="Text">Between the fences.</param>
internal sealed record ReadmeBlock(string Language, string Text)
{
    private const string Fence = "```";

    public string FirstLine => Text.Split('\n')[0];

    /// <summary>In their order.</summary>
    public static IReadOnlyList<ReadmeBlock> All()
    {
        List<ReadmeBlock> blocks = [];
        List<string>? inside = null;
        var language = "";
        foreach (var line in File.ReadLines(Path.Combine(Installation.Root, "README.md")))
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                inside?.Add(line);
            }
            else if (inside is null)
            {
                (inside, language) = ([], line[Fence.Length..]);
            }
            else
            {
                blocks.Add(new ReadmeBlock(language, string.Join('\n', inside)));
                inside = null;
            }
        }

        return blocks;
    }
}
