using System.Text.RegularExpressions;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>What a client wrote, without what differs from run to run: ports, folders, decision ids, addresses of objects.</summary>
internal static partial class SeenText
{
    private const int Milliseconds = 1000;

    public static bool HasDecision(string text) => Decision().IsMatch(text);

    /// <returns>Its lines.</returns>
    public static IReadOnlyList<string> Lines(string text)
    {
        var same = text
            .Replace(Path.Combine(Installation.RunFolder, "home"), "/home/me", StringComparison.Ordinal)
            .Replace(Installation.TokenBridge, "tokenbridge", StringComparison.Ordinal)
            .Replace('`', '\'');
        same = Port().Replace(same, "127.0.0.1:8693");
        same = Decision().Replace(same, "4b1d09e7c2-1");
        same = ObjectAddress().Replace(same, "");
        return [.. same.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Port();

    [GeneratedRegex(@"\b[0-9a-f]{10}-[0-9]+\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Decision();

    [GeneratedRegex(@"@[0-9a-f]{5,8}\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex ObjectAddress();
}
