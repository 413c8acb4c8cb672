using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;

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
        return JsonAnswer.WriteAsync(response, (issued, now, token: Encoded(issued.Credentials)), static (json, state) =>
        {
            json.WriteString("access_token"u8, state.token);
            json.WriteString("issued_token_type"u8, TokenExchangeRequest.CredentialsType);
            json.WriteString("token_type"u8, "N_A"u8);
            json.WriteNumber("expires_in"u8, (long)(state.issued.Credentials.Expiration - state.now).TotalSeconds);
            json.WriteStartObject("aws_credentials"u8);
            ProcessAnswer.Write(json, state.issued.Credentials);
            json.WriteEndObject();
            json.WriteString("decision_id"u8, state.issued.DecisionId);
        });
    }

    private static string Encoded(AwsCredentials credentials)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            ProcessAnswer.Write(json, credentials);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
