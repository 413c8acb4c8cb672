using Amazon.SecurityToken.Model;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using IssuedCredentials = Amazon.SecurityToken.Model.Credentials;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>Holds an STS answer against what was asked for: credentials of another role or session never go out.</summary>
internal static class StsAnswer
{
    /// <summary>UTF-16 units of what is shown; AWS's own are shorter.</summary>
    private const int LongestArn = 200;

    public static StsOutcome Check(StsRequest request, IssuedCredentials? credentials, AssumedRoleUser? user, string? requestId, DateTimeOffset now)
    {
        if (credentials is null
            || string.IsNullOrEmpty(credentials.AccessKeyId)
            || string.IsNullOrEmpty(credentials.SecretAccessKey)
            || string.IsNullOrEmpty(credentials.SessionToken))
        {
            return Unexpected("holds no complete credentials", requestId);
        }

        // They go into headers, XML and shell lines; AWS's are letters, digits and +/=.
        if (new[] { credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken }.Any(text => text.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            return Unexpected("holds credentials with characters that are no printable ASCII", requestId);
        }

        if (credentials.Expiration is not { } expiration || ToUtc(expiration) <= now)
        {
            return Unexpected("has no expiry or one that has passed", requestId);
        }

        var role = request.Grant.Role;
        if (!NamesSession(user?.Arn, role, request.Grant.SessionName))
        {
            return Unexpected($"is for {SafeText.Cut(user?.Arn, LongestArn) ?? "nobody"}, not for {role} as {request.Grant.SessionName}", requestId);
        }

        return new StsOutcome.Assumed(
            new AwsCredentials
            {
                AccessKeyId = credentials.AccessKeyId,
                SecretAccessKey = credentials.SecretAccessKey,
                SessionToken = credentials.SessionToken,
                Expiration = ToUtc(expiration),
                IssuedAt = now,
                Account = role.Account,
                AssumedRoleArn = user!.Arn,
                AssumedRoleId = user.AssumedRoleId,
                RequestId = requestId,
            },
            FromCache: false)
        {
            Duration = request.Duration,
        };
    }

    /// <summary>
    /// AWS writes <c>arn:{partition}:sts::{account}:assumed-role/{role name}/{session name}</c>, without the role's path.
    /// </summary>
    private static bool NamesSession(string? arn, RoleArn role, string sessionName)
    {
        var parts = arn?.Split(':', 6) ?? [];
        if (parts.Length != 6 || parts[0] != "arn" || parts[1] != role.Partition || parts[2] != "sts" || parts[4] != role.Account)
        {
            return false;
        }

        return parts[5] == $"assumed-role/{role.Name}/{sessionName}";
    }

    private static StsOutcome.Failed Unexpected(string what, string? requestId) =>
        new(StsFailure.StsUnexpectedAnswer, $"the answer of STS {what}", requestId);

    private static DateTimeOffset ToUtc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);
}
