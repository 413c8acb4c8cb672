using System.Text.Json;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>The document of <c>credential_process</c>: <c>Version</c> is a number, and the token is called <c>SessionToken</c> here.</summary>
internal static class ProcessAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued)
    {
        IssuedHeaders.Write(response, issued);
        return JsonAnswer.WriteAsync(response, issued.Credentials, Write);
    }

    /// <summary>Writes the members of an object.</summary>
    public static void Write(Utf8JsonWriter json, AwsCredentials credentials)
    {
        json.WriteNumber("Version"u8, 1);
        json.WriteString("AccessKeyId"u8, credentials.AccessKeyId);
        json.WriteString("SecretAccessKey"u8, credentials.SecretAccessKey);
        json.WriteString("SessionToken"u8, credentials.SessionToken);
        json.WriteString("Expiration"u8, ExpirationText.Of(credentials));

        // Roles of STS-compatible servers may have no account, and an empty one would mislead.
        if (credentials.Account.Length > 0)
        {
            json.WriteString("AccountId"u8, credentials.Account);
        }
    }
}
