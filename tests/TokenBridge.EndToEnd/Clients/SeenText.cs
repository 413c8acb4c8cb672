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

    /// <returns>Its lines, in which M stands for our own message; and that message, where the client shows it.</returns>
    public static (IReadOnlyList<string> Lines, string? Message) Read(string text)
    {
        var same = text
            .Replace(Path.Combine(Installation.RunFolder, "home"), "/home/me", StringComparison.Ordinal)
            .Replace(Installation.Command, "tokenbridge", StringComparison.Ordinal)
            .Replace('`', '\'');
        same = Port().Replace(same, "127.0.0.1:8693");
        same = Decision().Replace(same, "4b1d09e7c2-1");
        same = ObjectAddress().Replace(same, "");
        same = JavaChain().Replace(same, match => $"[…, {Shorten(match.Groups["providers"].Value)}, …]");
        var lines = OurMessage().Replace(same, "M").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        return ([.. lines], OurMessage().Match(same) is { Success: true } match ? match.Value : null);
    }

    /// <summary>The AWS SDK for Java tells of each provider of its chain; the one that was meant is of interest.</summary>
    private static string Shorten(string providers) =>
        string.Join(", ", Provider().Split(providers).Where(provider => !NotMeant.Any(said => provider.Contains(said, StringComparison.Ordinal))).Select(WithoutProperties));

    private static string WithoutProperties(string provider) =>
        $"{provider[..provider.IndexOf('(', StringComparison.Ordinal)]}: {provider[(provider.IndexOf("): ", StringComparison.Ordinal) + 3)..]}";

    [GeneratedRegex(@"(?<=chain )AwsCredentialsProviderChain\(.*\) : \[(?<providers>.*)\]", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex JavaChain();

    [GeneratedRegex(@", (?=[A-Za-z]+CredentialsProvider\()", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Provider();

    /// <summary>Of the service, and of <c>tokenbridge credentials</c> where there is no service.</summary>
    [GeneratedRegex(@"(?:No rule gives you a role\.|The token has expired:)[^\[]*\[[a-z_]+, decision 4b1d09e7c2-1\]|http://127\.0\.0\.1:8693 cannot be reached [^;]*; [a-z -]+, [a-z ]+", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex OurMessage();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Port();

    [GeneratedRegex(@"\b[0-9a-f]{10}-[0-9a-f]+\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Decision();

    [GeneratedRegex(@"@[0-9a-f]{5,8}\b", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex ObjectAddress();
}
