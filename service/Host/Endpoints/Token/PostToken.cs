using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary><c>POST /oauth/token</c>: RFC 8693 token exchange, a Keycloak access token for AWS credentials.</summary>
internal sealed class PostToken(CredentialIssuer issuer, TimeProvider time) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Post("/oauth/token", "ExchangeToken", "credentials");

    protected override async Task AnswerAsync(HttpContext http)
    {
        var request = await TokenExchangeRequest.ReadAsync(http.Request);
        await (await issuer.IssueAsync(request)).Match(
            issued => TokenExchangeAnswer.WriteAsync(http.Response, issued, time.GetUtcNow()),
            refused => OAuthErrorAnswer.WriteAsync(http.Response, refused, OAuthErrors.For(refused.Refusal, request.Role is not null)));
    }
}
