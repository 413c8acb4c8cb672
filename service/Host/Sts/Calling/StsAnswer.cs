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

    /// <summary>
    /// How much longer than asked for a session may seem by this machine's clock: as far as AWS lets the clock of whoever signs differ from its own.
    /// </summary>
    public static readonly TimeSpan ClockAllowance = TimeSpan.FromMinutes(5);

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

        // Credentials that live on after the end that the rules set cannot be taken back, whatever expiry is written beside them.
        var end = now + request.Duration.Value;
        if (ToUtc(expiration) > end + ClockAllowance)
        {
            return Unexpected($"is a session until {ToUtc(expiration):u}, where {request.Duration.Seconds} s were asked for at {now:u}; compare this machine's clock with that of STS", requestId);
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
                Expiration = Earlier(ToUtc(expiration), end),
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
    /// AWS writes <c>arn:{partition}:sts::{account}:assumed-role/{role name}/{session name}</c>, without the role's path; Ceph RGW keeps the path.
    /// </summary>
    private static bool NamesSession(string? arn, RoleArn role, string sessionName)
    {
        var parts = arn?.Split(':', 6) ?? [];
        if (parts.Length != 6 || parts[0] != "arn" || parts[1] != role.Partition || parts[2] != "sts" || parts[4] != role.Account)
        {
            return false;
        }

        return parts[5] == $"assumed-role/{role.Name}/{sessionName}" || parts[5] == $"assumed-role{role.Path}{role.Name}/{sessionName}";
    }

    /// <summary>In whole seconds, which is all that answers have room for.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset given, DateTimeOffset asked) =>
        given <= asked ? given : DateTimeOffset.FromUnixTimeSeconds(asked.ToUnixTimeSeconds());

    private static StsOutcome.Failed Unexpected(string what, string? requestId) =>
        new(StsFailure.StsUnexpectedAnswer, $"the answer of STS {what}", requestId);

    private static DateTimeOffset ToUtc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);
}
