using System.Buffers;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Model;

/// <summary>
/// A parsed IAM role ARN: <c>arn:{partition}:iam::{account}:role/{path/}{name}</c>. The account is 12 digits,
/// or empty for STS-compatible servers such as Ceph RGW.
/// </summary>
internal sealed record RoleArn
{
    private const int MaxLength = 2048;
    private const int MaxNameLength = 64;
    private const int MaxPathLength = 512;
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(LettersAndDigits + "_+=,.@-");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(LettersAndDigits + "_+=,.@-/");
    private static readonly SearchValues<char> PartitionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Where in <see cref="Value"/> the account ends, and the name begins. Most ARNs are only sent on, so their parts are cut out when asked for.</summary>
    private readonly int _accountEnd;
    private readonly int _nameStart;

    private RoleArn(string value, string partition, int accountEnd, int nameStart) =>
        (Value, Partition, _accountEnd, _nameStart) = (value, partition, accountEnd, nameStart);

    /// <summary>The whole ARN, as written.</summary>
    public string Value { get; }

    public string Partition { get; }

    /// <summary>12 digits, or empty.</summary>
    public string Account => Value[AccountStart.._accountEnd];

    /// <summary>Begins and ends with a slash; <c>/</c> where there is none. At most 512 characters.</summary>
    public string Path => Value[(_accountEnd + ":role".Length).._nameStart];

    /// <summary>1 to 64 of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public string Name => Value[_nameStart..];

    private int AccountStart => "arn:".Length + Partition.Length + ":iam::".Length;

    /// <returns>The ARN, or what is wrong with the text and what to write.</returns>
    public static Result<RoleArn, string> Read(string text)
    {
        Span<Range> fields = stackalloc Range[6];
        var whole = text.AsSpan();
        if (whole.Split(fields, ':') != 6 || whole[fields[0]] is not "arn" || whole[fields[2]] is not "iam" || !whole[fields[3]].IsEmpty)
        {
            return "is not an IAM role ARN; write arn:aws:iam::<12-digit account>:role/<name>";
        }

        var partition = whole[fields[1]];
        var account = whole[fields[4]];
        var resource = whole[fields[5]];
        var fault = !IsPartition(partition) ? $"names the partition {SafeText.Quote(partition.ToString())}; known are aws, aws-cn, aws-us-gov and aws-* as AWS adds them"
            : account.Length != 0 && !(account.Length == 12 && !account.ContainsAnyExceptInRange('0', '9')) ? "has an account that is not 12 digits"
            : !resource.StartsWith("role/", StringComparison.Ordinal) ? "does not name a role: after the account comes role/<name>"
            : text.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : null;
        if (fault is not null)
        {
            return fault;
        }

        var slash = resource.LastIndexOf('/');
        var name = resource[(slash + 1)..];
        return CheckResource(resource[4..(slash + 1)], name) is { } wrong
            ? wrong
            : new RoleArn(text, partition is "aws" ? "aws" : partition.ToString(), fields[4].End.Value, text.Length - name.Length);
    }

    /// <summary>For literals and tests: throws <see cref="FormatException"/> where <see cref="Read"/> says no.</summary>
    public static RoleArn Parse(string text) =>
        Read(text).TryGet(out var arn, out var fault) ? arn : throw new FormatException($"'{text}' {fault}");

    public override string ToString() => Value;

    /// <summary>What AWS allows in a role name and in each of a path's segments here: ASCII letters, digits and <c>_+=,.@-</c>.</summary>
    public static bool IsNameCharacter(char character) =>
        NameCharacters.Contains(character);

    public static bool IsPartition(ReadOnlySpan<char> text) =>
        text is "aws" || (text.StartsWith("aws-", StringComparison.Ordinal) && text.Length is > 4 and <= 32 && !text.ContainsAnyExcept(PartitionCharacters));

    private static string? CheckResource(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        name.Length is 0 or > MaxNameLength || name.ContainsAnyExcept(NameCharacters)
            ? $"has a role name that is not 1 to {MaxNameLength} of A-Z a-z 0-9 _+=,.@-"
        : path.Length > MaxPathLength
            ? $"has a path longer than {MaxPathLength} characters"
        // IAM paths allow any printable ASCII between slashes; braces and blanks there are always mistakes, so only name characters pass.
        : path.Contains("//", StringComparison.Ordinal) || path.ContainsAnyExcept(PathCharacters)
            ? "has a path with an empty segment or a character outside A-Z a-z 0-9 _+=,.@-"
        : null;
}
