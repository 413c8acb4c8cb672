using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>A pattern over role ARNs in which <c>*</c> is any run of characters, slashes and colons too.</summary>
/// <remarks>
/// Letters compare without ASCII case: AWS keeps role names apart from each other without case, so a deny on <c>role/Admin</c> is meant for every spelling of it.
/// </remarks>
internal sealed class RoleGlob
{
    private const int MaxLength = 512;

    private RoleGlob(string text)
    {
        Text = text;
        Beginning = text.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star ? text[..star] : text;
    }

    public string Text { get; }

    /// <summary>What stands before the first star.</summary>
    public string Beginning { get; }

    /// <returns>The glob; or why the text is none, or could never match, and what to write.</returns>
    public static Result<RoleGlob, string> Read(string text)
    {
        var fault = text switch
        {
            { Length: 0 or > MaxLength } => $"is not 1 to {MaxLength} characters long; write it like arn:aws:iam::111122223333:role/prod-*, or * for every role",
            _ when text.AsSpan().ContainsAny('{', '}') => "has braces; a deny renders nothing: write * where any text may stand",
            _ when text.Contains('?', StringComparison.Ordinal) => "has a ?, which no role ARN has; only * stands for other characters",
            _ when !text.All(character => RoleArn.IsNameCharacter(character) || character is '*' or ':' or '/') => "has a character that no role ARN has",
            _ => CheckBegin(text),
        };
        return fault is null ? new RoleGlob(text) : fault;
    }

    public bool Matches(string arn)
    {
        var (at, glob, star, resume) = (0, 0, -1, 0);
        while (at < arn.Length)
        {
            if (glob < Text.Length && Text[glob] == '*')
            {
                (star, resume) = (glob++, at);
            }
            else if (glob < Text.Length && char.ToLowerInvariant(Text[glob]) == char.ToLowerInvariant(arn[at]))
            {
                (glob, at) = (glob + 1, at + 1);
            }
            else if (star >= 0)
            {
                (glob, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return Text.AsSpan(glob).Trim('*').IsEmpty;
    }

    /// <summary>What stands before the first * must be the beginning of some role ARN: a deny with a slip in the account would forbid nothing.</summary>
    private static string? CheckBegin(string text)
    {
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return RoleArn.Read(text).Fault;
        }

        var parts = text[..star].Split(':', 6);
        string[] samples = ["arn", "aws", "iam", "", "000000000000", "role/x"];
        for (var index = 0; index < samples.Length; index++)
        {
            var last = index >= parts.Length - 1;
            var given = index < parts.Length ? parts[index] : "";
            samples[index] = last ? Complete(given, samples[index], index) : given;
        }

        return RoleArn.Read(string.Join(':', samples)).Succeeded
            ? null
            : "can match no role ARN; write it like arn:aws:iam::111122223333:role/prod-*, or * for every role";
    }

    /// <summary>Goes on with a field that the star cuts off, in the way that would make a role ARN of it if anything does.</summary>
    private static string Complete(string given, string sample, int field) => field switch
    {
        1 when given.StartsWith("aws", StringComparison.Ordinal) => given.TrimEnd('-') + (given.EndsWith('-') ? "-x" : ""),
        5 when given.StartsWith("role/", StringComparison.Ordinal) => given + "x",
        _ => sample.StartsWith(given, StringComparison.Ordinal) ? sample : given.PadRight(sample.Length, '0'),
    };
}
