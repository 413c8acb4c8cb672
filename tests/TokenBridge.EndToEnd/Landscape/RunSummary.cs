namespace TokenBridge.EndToEnd.Landscape;

/// <summary>What was proved, line by line, in a file that outlives the run.</summary>
internal sealed class RunSummary(string path)
{
    public void Clear() => File.Delete(path);

    public void Add(string line) => File.AppendAllText(path, line + "\n");
}
