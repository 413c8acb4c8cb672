using System.Security.Cryptography;
using System.Text;
using TokenBridge.Cli.Credentials.Tokens;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>One profile of <c>~/.aws/config</c>.</summary>
/// <param name="Name">Of letters, digits and <c>._-</c>, which every reader of the file takes without quotes.</param>
/// <param name="Command">The value of <c>credential_process</c>.</param>
/// <param name="Region">Null where nobody knows it.</param>
internal sealed record AwsProfile(string Name, string Command, string? Region)
{
    private const string Prefix = "tokenbridge-";

    /// <returns>In the order of their names, which differ.</returns>
    public static IReadOnlyList<AwsProfile> Of(IReadOnlyList<GrantedRole> roles, ProfileCommand command, string? region)
    {
        var names = roles.ToDictionary(role => role, role => Plain(role.Name));
        var counts = names.Values.CountBy(name => name, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return [.. roles
            .Select(role => new AwsProfile(
                Prefix + names[role] + (counts[names[role]] > 1 || names[role] != role.Name ? $"-{Tail(role)}" : ""),
                command.For(role.Selector),
                region ?? (role.Region is { } own && IsRegion(own) ? own : null)))
            .DistinctBy(profile => profile.Name, StringComparer.Ordinal)
            .OrderBy(profile => profile.Name, StringComparer.Ordinal)];
    }

    public static bool IsRegion(string text) =>
        text.Length is >= 2 and <= 64 && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    public IEnumerable<string> Lines() =>
        [$"[profile {Name}]", $"credential_process = {Command}", .. Region is null ? Array.Empty<string>() : [$"region = {Region}"]];

    private static string Plain(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '-'));

    /// <summary>Tells two apart whose names are written alike; the same at every run.</summary>
    private static string Tail(GrantedRole role) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{role.Name}\n{role.Role}")))[..8];
}

/// <summary>
/// The command line of <c>credential_process</c>. botocore splits it as a POSIX shell would but runs no shell; the SDKs for Go, Java and .NET hand it to
/// <c>sh -c</c>. Single quotes mean the same to both.
/// </summary>
internal sealed class ProfileCommand(IReadOnlyList<string> program, CredentialsQuery query, bool allowHttp)
{
    public string For(string role) => string.Join(' ', Words(role).Select(Quote));

    /// <summary>A blank before <c>#</c> or <c>;</c> would begin a comment for some readers of the file, quotes or not.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "_@%+=:,./-".Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal).Replace(" #", " ''#", StringComparison.Ordinal).Replace(" ;", " '';", StringComparison.Ordinal)}'";

    private IEnumerable<string> Words(string role)
    {
        IEnumerable<string> words = [.. program, "credentials", "--url", query.Service.Root, "--role", role];
        words = allowHttp ? words.Append("--allow-http") : words;
        return query.Token is TokenSource.File file ? words.Concat(["--token-file", file.Path]) : words;
    }
}
