using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>Answers with <see cref="ProcessCredentials"/>.</summary>
internal static class ProcessAnswer
{
    private const int Version = 1;

    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued)
    {
        IssuedHeaders.Write(response, issued);
        return JsonAnswer.WriteAsync(response, Document(issued.Credentials), WireJson.Default.ProcessCredentials);
    }

    public static ProcessCredentials Document(AwsCredentials credentials) => new(
        Version,
        credentials.AccessKeyId,
        credentials.SecretAccessKey,
        credentials.SessionToken,
        WholeSeconds.Of(credentials.Expiration),

        // Roles of STS-compatible servers may have no account, and an empty one would mislead.
        credentials.Account.Length > 0 ? credentials.Account : null);
}
