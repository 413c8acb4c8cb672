using System.Security.Cryptography;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>Whoever may sign requests to the embedded STS: an IAM user with long-term keys, or a role session that it issued.</summary>
internal sealed class StsPrincipal
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public required string Arn { get; init; }

    public required string UserId { get; init; }

    public required string Account { get; init; }

    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    /// <summary>Null for a user.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Null for a user, whose keys do not expire.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The role of a session; null for a user. A session that assumes another role is chaining.</summary>
    public RoleArn? Role { get; init; }

    public string? SourceIdentity { get; init; }

    public IReadOnlyList<SessionTag> Tags { get; init; } = [];

    public static StsPrincipal User(string account, string name) => new()
    {
        Arn = $"arn:aws:iam::{account}:user/{name}",
        UserId = NewId("AIDA"),
        Account = account,
        AccessKeyId = NewId("AKIA"),
        SecretAccessKey = NewSecret(),
    };

    public static StsPrincipal Session(EmbeddedRole role, SessionParameters parameters, DateTimeOffset expiration) => new()
    {
        Arn = $"arn:{role.Arn.Partition}:sts::{role.Arn.Account}:assumed-role/{role.Arn.Name}/{parameters.SessionName}",
        UserId = $"{role.Id}:{parameters.SessionName}",
        Account = role.Arn.Account,
        AccessKeyId = NewId("ASIA"),
        SecretAccessKey = NewSecret(),
        SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(240)),
        Expiration = expiration,
        Role = role.Arn,
        SourceIdentity = parameters.SourceIdentity,
        Tags = parameters.Tags,
    };

    /// <summary>20 characters, the first four say what it is, as AWS's ids do.</summary>
    public static string NewId(string prefix) => prefix + RandomNumberGenerator.GetString(KeyAlphabet, 16);

    /// <summary>The names under which a trust policy may let this principal in.</summary>
    public IEnumerable<string> TrustNames() => Role is null ? [Arn, Root] : [Arn, Role.Value, Root];

    public override string ToString() => $"{Arn} ({AccessKeyId})";

    private string Root => $"arn:aws:iam::{Account}:root";

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
}
