using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>
/// <c>GET /v1/credentials</c>, <c>/v1/credentials/{role}</c> and <c>?role=</c>: what AWS SDKs ask through
/// <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>, and curl.
/// </summary>
internal static class GetCredentials
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // The root provider, because everything is a singleton: a request's own scope would be made for nothing.
        var services = routes.ServiceProvider;
        RequestDelegate handle = http => HandleAsync(http, services.GetRequiredService<CredentialIssuer>());
        routes.MapGet("/v1/credentials", handle).WithName("GetCredentials").WithMetadata(GetCredentialsDescription.OfOnlyRole);

        // A catch-all, so that the slash of a role ARN works raw and as %2F.
        routes.MapGet("/v1/credentials/{**role}", handle).WithName("GetCredentialsOfRole").WithMetadata(GetCredentialsDescription.OfNamedRole);
    }

    private static async Task HandleAsync(HttpContext http, CredentialIssuer issuer)
    {
        var (format, fault) = AnswerFormats.Read(http.Request.Query);
        await (await issuer.IssueAsync(Read(http, format, fault)) switch
        {
            IssueResult.Issued issued => WriteAsync(http.Response, issued, format),
            IssueResult.Refused refused when format.IsForShell() || fault is not null => RefusalAnswer.WriteForShellAsync(http.Response, refused.Refusal, refused.DecisionId),
            IssueResult.Refused refused => RefusalAnswer.WriteAsync(http.Response, refused.Refusal, refused.DecisionId),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        });
    }

    private static ExchangeRequest Read(HttpContext http, AnswerFormat format, Refusal? formatFault)
    {
        var (token, tokenFault) = AuthorizationHeader.Read(http.Request.Headers.Authorization);
        var (role, roleFault) = RequestedRole.Read(http.Request);
        return new ExchangeRequest
        {
            Route = format.ToRoute(),
            Token = token,
            Role = role,
            Fault = tokenFault ?? roleFault ?? formatFault,
            Source = http.Connection.RemoteIpAddress,
            UserAgent = http.Request.Headers.UserAgent,
        };
    }

    private static Task WriteAsync(HttpResponse response, IssueResult.Issued issued, AnswerFormat format) => format switch
    {
        AnswerFormat.Container => ContainerAnswer.WriteAsync(response, issued),
        AnswerFormat.Process => ProcessAnswer.WriteAsync(response, issued),
        AnswerFormat.EnvSh => EnvironmentAnswer.WriteAsync(response, issued, format),
        AnswerFormat.EnvFish => EnvironmentAnswer.WriteAsync(response, issued, format),
        AnswerFormat.EnvPowerShell => EnvironmentAnswer.WriteAsync(response, issued, format),
    };
}
