using System.Diagnostics.CodeAnalysis;

namespace TokenBridge.Mapping;

/// <summary>
/// A parsed IAM role ARN: <c>arn:{partition}:iam::{account}:role/{path/}{name}</c>. The account is 12 digits,
/// or empty for STS-compatible servers such as Ceph RGW.
/// </summary>
internal sealed record RoleArn
{
    private const int MaxLength = 2048;
    private const int MaxNameLength = 64;
    private const int MaxPathLength = 512;

    private RoleArn(string value, string partition, string account, string path, string name)
    {
        Value = value;
        Partition = partition;
        Account = account;
        Path = path;
        Name = name;
    }

    /// <summary>The whole ARN, as written.</summary>
    public string Value { get; }

    public string Partition { get; }

    /// <summary>12 digits, or empty.</summary>
    public string Account { get; }

    /// <summary>Begins and ends with a slash; <c>/</c> where there is none. At most 512 characters.</summary>
    public string Path { get; }

    /// <summary>1 to 64 of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public string Name { get; }

    /// <param name="text">The candidate.</param>
    /// <param name="arn">The ARN, where the result is true.</param>
    /// <param name="fault">What is wrong with it, where the result is false.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RoleArn? arn, [NotNullWhen(false)] out string? fault)
    {
        arn = null;
        fault = null;
        var parts = text.Split(':', 6);
        if (parts.Length != 6 || parts[0] != "arn" || parts[2] != "iam" || parts[3].Length != 0)
        {
            fault = "is not an IAM role ARN; write arn:aws:iam::<12-digit account>:role/<name>";
        }
        else if (!IsPartition(parts[1]))
        {
            fault = $"names the partition '{parts[1]}'; known are aws, aws-cn, aws-us-gov and aws-* as AWS adds them";
        }
        else if (parts[4].Length != 0 && !(parts[4].Length == 12 && parts[4].All(char.IsAsciiDigit)))
        {
            fault = "has an account that is not 12 digits";
        }
        else if (!parts[5].StartsWith("role/", StringComparison.Ordinal))
        {
            fault = "does not name a role: after the account comes role/<name>";
        }
        else
        {
            fault = CheckResource(parts[5], out var path, out var name);
            if (fault is null && text.Length <= MaxLength)
            {
                arn = new RoleArn(text, parts[1], parts[4], path, name);
                return true;
            }

            fault ??= $"is longer than {MaxLength} characters";
        }

        return false;
    }

    /// <summary>For literals and tests: throws <see cref="FormatException"/> where <see cref="TryParse"/> says no.</summary>
    public static RoleArn Parse(string text) =>
        TryParse(text, out var arn, out var fault) ? arn : throw new FormatException($"'{text}' {fault}");

    public override string ToString() => Value;

    /// <summary>What AWS allows in a role name and in each of a path's segments here: ASCII letters, digits and <c>_+=,.@-</c>.</summary>
    public static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '+' or '=' or ',' or '.' or '@' or '-';

    private static bool IsPartition(string text) =>
        text == "aws" || (text.StartsWith("aws-", StringComparison.Ordinal) && text.Length is > 4 and <= 32
            && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'));

    private static string? CheckResource(string resource, out string path, out string name)
    {
        var slash = resource.LastIndexOf('/');
        path = resource[4..(slash + 1)];
        name = resource[(slash + 1)..];
        if (name.Length is 0 or > MaxNameLength || !name.All(IsNameCharacter))
        {
            return $"has a role name that is not 1 to {MaxNameLength} of A-Z a-z 0-9 _+=,.@-";
        }

        if (path.Length > MaxPathLength)
        {
            return $"has a path longer than {MaxPathLength} characters";
        }

        // IAM paths allow any printable ASCII between slashes; braces and blanks there are always mistakes, so only name characters pass.
        return path.Contains("//", StringComparison.Ordinal) || !path.All(character => character == '/' || IsNameCharacter(character))
            ? "has a path with an empty segment or a character outside A-Z a-z 0-9 _+=,.@-"
            : null;
    }
}
