namespace TokenBridge.EndToEnd.Landscape;

/// <summary>The last lines of a log, for the text of a failure.</summary>
internal static class LogEnd
{
    private const int Lines = 40;

    public static string Of(string part, string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : ["(no such file)"];
        return $"--- {part}, the end of {path}:\n{string.Join('\n', lines.TakeLast(Lines))}\n";
    }
}
