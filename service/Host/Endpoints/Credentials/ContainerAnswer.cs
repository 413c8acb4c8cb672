using System.Text.Json;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>The container-credentials document; its members and their casing are what every AWS SDK reads.</summary>
internal static class ContainerAnswer
{
    /// <summary>Kept beside the session, which most requests find in the cache.</summary>
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued)
    {
        IssuedHeaders.Write(response, issued);
        return JsonAnswer.WriteAsync(response, issued.Credentials.Written(static credentials => JsonAnswer.Bytes(credentials, Write)));
    }

    private static void Write(Utf8JsonWriter json, AwsCredentials credentials)
    {
        json.WriteString("AccessKeyId"u8, credentials.AccessKeyId);
        json.WriteString("SecretAccessKey"u8, credentials.SecretAccessKey);
        json.WriteString("Token"u8, credentials.SessionToken);
        json.WriteString("Expiration"u8, WholeSeconds(credentials.Expiration));

        // Roles of STS-compatible servers may have no account, and an empty one would mislead.
        if (credentials.Account.Length > 0)
        {
            json.WriteString("AccountId"u8, credentials.Account);
        }
    }

    /// <summary>Written as <c>2026-11-21T19:30:00Z</c>, the only form that all SDKs parse: no fraction, no offset.</summary>
    private static DateTime WholeSeconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
