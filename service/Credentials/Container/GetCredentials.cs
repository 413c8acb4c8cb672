namespace TokenBridge.Credentials;

/// <summary>
/// <c>GET /v1/credentials</c>, <c>/v1/credentials/{role}</c> and <c>?role=</c>: what AWS SDKs ask through
/// <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>, and curl.
/// </summary>
internal static class GetCredentials
{
    private const string Route = "container";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // The root provider, because everything is a singleton: a request's own scope would be made for nothing.
        var services = routes.ServiceProvider;
        RequestDelegate handle = http => HandleAsync(http, services.GetRequiredService<CredentialIssuer>());
        routes.MapGet("/v1/credentials", handle).WithName("GetCredentials");

        // A catch-all, so that the slash of a role ARN works raw and as %2F.
        routes.MapGet("/v1/credentials/{**role}", handle).WithName("GetCredentialsOfRole");
    }

    private static async Task HandleAsync(HttpContext http, CredentialIssuer issuer)
    {
        await (await issuer.IssueAsync(Read(http)) switch
        {
            IssueResult.Issued issued => ContainerAnswer.WriteAsync(http.Response, issued),
            IssueResult.Refused refused => RefusalAnswer.WriteAsync(http.Response, refused.Refusal, refused.DecisionId),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        });
    }

    private static ExchangeRequest Read(HttpContext http)
    {
        var (token, tokenFault) = BearerToken.Read(http.Request.Headers.Authorization);
        var (role, roleFault) = RoleWish.Read(http.Request);
        return new ExchangeRequest
        {
            Route = Route,
            Token = token,
            Role = role,
            Fault = tokenFault ?? roleFault ?? CheckFormat(http.Request),
            Source = http.Connection.RemoteIpAddress,
            UserAgent = http.Request.Headers.UserAgent,
        };
    }

    private static Refusal? CheckFormat(HttpRequest request) =>
        request.Query["format"] is { Count: > 0 } format && !(format.Count == 1 && format[0] == "container")
            ? Refusals.Request("The format is not known; leave the parameter format out.")
            : null;
}
