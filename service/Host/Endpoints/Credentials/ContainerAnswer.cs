using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>Answers with <see cref="ContainerCredentials"/>.</summary>
internal static class ContainerAnswer
{
    /// <summary>Kept beside the session, which most requests find in the cache.</summary>
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued)
    {
        IssuedHeaders.Write(response, issued);
        return JsonAnswer.WriteAsync(
            response, issued.Credentials.Written(static credentials => JsonAnswer.Bytes(Document(credentials), WireJson.Default.ContainerCredentials)));
    }

    private static ContainerCredentials Document(AwsCredentials credentials) => new(
        credentials.AccessKeyId,
        credentials.SecretAccessKey,
        credentials.SessionToken,
        WholeSeconds.Of(credentials.Expiration),

        // Roles of STS-compatible servers may have no account, and an empty one would mislead.
        credentials.Account.Length > 0 ? credentials.Account : null);
}
