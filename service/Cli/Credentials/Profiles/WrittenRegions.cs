using TokenBridge.Cli.Credentials.Connection;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>The regions that stand in our profiles already, whoever wrote them: an earlier <c>--region</c> or a person. A later run without one keeps them.</summary>
internal static class WrittenRegions
{
    private const string Key = "region";

    /// <param name="text">Of <c>~/.aws/config</c>.</param>
    /// <param name="service">Whose profiles.</param>
    /// <param name="profiles">As the rules would have them.</param>
    public static IReadOnlyList<AwsProfile> Keep(string text, ServiceAddress service, IReadOnlyList<AwsProfile> profiles)
    {
        var written = Read(text, service);
        return [.. profiles.Select(profile => written.TryGetValue(profile.Name, out var region) ? profile with { Region = region } : profile)];
    }

    private static Dictionary<string, string> Read(string text, ServiceAddress service)
    {
        Dictionary<string, string> regions = new(StringComparer.Ordinal);
        var (isOurs, profile) = (false, (string?)null);
        foreach (var line in AwsConfigText.Lines(text))
        {
            isOurs = AwsConfigText.IsBegin(line) ? AwsConfigText.IsBeginOf(line, service) : isOurs && !AwsConfigText.IsEnd(line);
            profile = AwsConfigText.SectionOf(line) ?? profile;
            if (isOurs && profile is not null && Region(line) is { } region)
            {
                regions[profile] = region;
            }
        }

        return regions;
    }

    /// <summary>A line that is indented belongs to a nested setting.</summary>
    private static string? Region(string line) =>
        line.StartsWith(Key, StringComparison.Ordinal) && line[Key.Length..].TrimStart() is ['=', .. var value] && value.Trim() is var region && AwsProfile.IsRegion(region)
            ? region
            : null;
}
