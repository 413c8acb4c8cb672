using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary><c>POST /oauth/token</c>: RFC 8693 token exchange, a Keycloak access token for AWS credentials.</summary>
internal static class PostToken
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapPost("/oauth/token", http => HandleAsync(http, services)).WithName("ExchangeToken").WithMetadata(PostTokenDescription.Description);
    }

    private static async Task HandleAsync(HttpContext http, IServiceProvider services)
    {
        var asked = await TokenExchangeRequest.ReadAsync(http.Request);
        await (await services.GetRequiredService<CredentialIssuer>().IssueAsync(asked.Exchange) switch
        {
            IssueResult.Issued issued => TokenExchangeAnswer.WriteAsync(http.Response, issued, services.GetRequiredService<TimeProvider>().GetUtcNow()),
            IssueResult.Refused refused => OAuthErrorAnswer.WriteAsync(http.Response, refused, asked.ErrorFor(refused.Refusal)),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        });
    }
}
