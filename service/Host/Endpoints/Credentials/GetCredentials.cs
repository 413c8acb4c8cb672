using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>
/// <c>GET /v1/credentials</c>, with or without <c>?role=</c>: what AWS SDKs ask through <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>, and curl.
/// </summary>
internal sealed class GetCredentials(CredentialIssuer issuer) : HotEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/v1/credentials", "GetCredentials", "credentials");

    protected override Task AnswerAsync(HttpContext http) => CredentialsExchange.AnswerAsync(http, issuer);
}

/// <summary><c>GET /v1/credentials/{role}</c>. A catch-all, so that the slash of a role ARN works raw and as %2F.</summary>
internal sealed class GetCredentialsOfRole(CredentialIssuer issuer) : HotEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/v1/credentials/{**role}", "GetCredentialsOfRole", "credentials");

    protected override Task AnswerAsync(HttpContext http) => CredentialsExchange.AnswerAsync(http, issuer);
}

/// <summary>What both do.</summary>
internal static class CredentialsExchange
{
    public static async Task AnswerAsync(HttpContext http, CredentialIssuer issuer)
    {
        var query = CredentialsQuery.Read(http.Request);
        await (await issuer.IssueAsync(query.Exchange)).Match(
            issued => query.WriteAsync(http.Response, issued),
            refused => query.IsForShell
                ? RefusalAnswer.WriteForShellAsync(http.Response, refused.Refusal, refused.DecisionId)
                : RefusalAnswer.WriteAsync(http.Response, refused.Refusal, refused.DecisionId));
    }
}
