using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Model;

/// <summary>A managed policy: <c>arn:{partition}:iam::{account}:policy/{path/}{name}</c>. AWS's own have the account <c>aws</c>.</summary>
internal sealed record PolicyArn
{
    /// <summary>STS: 20 to 2048 characters.</summary>
    private const int MaxLength = 2048;
    private const int MaxNameLength = 128;

    private PolicyArn(string value, string partition, string account) => (Value, Partition, Account) = (value, partition, account);

    /// <summary>The whole ARN, as written.</summary>
    public string Value { get; }

    public string Partition { get; }

    /// <summary>12 digits, <c>aws</c>, or empty for STS-compatible servers.</summary>
    public string Account { get; }

    /// <returns>The ARN, or what is wrong with the text and what to write.</returns>
    public static Result<PolicyArn, string> Read(string text)
    {
        var fields = text.Split(':', 6);
        if (fields.Length != 6 || fields[0] != "arn" || fields[2] != "iam" || fields[3].Length > 0 || !fields[5].StartsWith("policy/", StringComparison.Ordinal))
        {
            return "is not an IAM policy ARN; write arn:aws:iam::<12-digit account>:policy/<name>";
        }

        var path = fields[5]["policy".Length..];
        var name = path[(path.LastIndexOf('/') + 1)..];
        var fault = !RoleArn.IsPartition(fields[1]) ? $"names the partition {SafeText.Quote(fields[1])}; known are aws, aws-cn, aws-us-gov and aws-* as AWS adds them"
            : fields[4] is not ("" or "aws") && !(fields[4].Length == 12 && fields[4].All(char.IsAsciiDigit)) ? "has an account that is neither 12 digits nor aws"
            : name.Length is 0 or > MaxNameLength || !path.All(character => RoleArn.IsNameCharacter(character) || character == '/') || path.Contains("//", StringComparison.Ordinal)
                ? $"has a policy name that is not 1 to {MaxNameLength} of A-Z a-z 0-9 _+=,.@-, or a path with other characters"
            : text.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : null;
        return fault is null ? new PolicyArn(text, fields[1], fields[4]) : fault;
    }

    /// <summary>STS takes policies of the role's own account and those of AWS.</summary>
    public bool IsUsableWith(RoleArn role) => Partition == role.Partition && (Account == "aws" || Account == role.Account);

    public override string ToString() => Value;
}
