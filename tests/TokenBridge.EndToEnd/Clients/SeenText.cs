using System.Text.RegularExpressions;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>What a client wrote, without what differs from run to run: ports, folders, decision ids, addresses of objects.</summary>
internal static partial class SeenText
{
    private const int Milliseconds = 1000;

    /// <summary>What Java's providers say that were not set up at all.</summary>
    private static readonly string[] NotMeant =
    [
        "from system settings", "must be set", "contained no credentials", "Cannot fetch credentials from container", "IMDS credentials have been disabled",
    ];

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
        same = JavaChain().Replace(same, match => $"[…, {Shorten(match.Groups["providers"].Value)}, …]");
        return [.. same.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    /// <summary>The AWS SDK for Java tells of each provider of its chain; the one that was meant is of interest.</summary>
    private static string Shorten(string providers) =>
        string.Join(", ", Provider().Split(providers).Where(provider => !NotMeant.Any(said => provider.Contains(said, StringComparison.Ordinal))));

    [GeneratedRegex(@"(?<=chain )AwsCredentialsProviderChain\(.*\) : \[(?<providers>.*)\]", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex JavaChain();

    [GeneratedRegex(@", (?=[A-Za-z]+CredentialsProvider\()", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Provider();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Port();

    [GeneratedRegex(@"\b[0-9a-f]{10}-[0-9a-f]+\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Decision();

    [GeneratedRegex(@"@[0-9a-f]{5,8}\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex ObjectAddress();
}
