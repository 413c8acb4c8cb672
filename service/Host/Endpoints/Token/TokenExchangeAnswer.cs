using System.Buffers.Text;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>
/// RFC 8693, 2.2.1. <c>access_token</c> must be one string, so it is the <c>credential_process</c> document in base64url; the same document
/// stands readable beside it.
/// </summary>
internal static class TokenExchangeAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued, DateTimeOffset now)
    {
        IssuedHeaders.Write(response, issued);
        response.Headers.Pragma = "no-cache";
        var credentials = ProcessAnswer.Document(issued.Credentials);
        return JsonAnswer.WriteAsync(
            response,
            new IssuedToken(
                Base64Url.EncodeToString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(credentials, WireJson.Default.ProcessCredentials)),
                TokenExchangeRequest.CredentialsType,
                "N_A",
                (long)(issued.Credentials.Expiration - now).TotalSeconds,
                credentials,
                issued.DecisionId),
            WireJson.Default.IssuedToken);
    }
}
