using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// <c>POST /</c>, <c>/sts</c> and <c>/sts/</c>: the STS query protocol, for SDKs with <c>AWS_ENDPOINT_URL_STS</c> and a web identity token
/// file. The SDK for Java drops the path of the endpoint, the one for JavaScript adds a slash.
/// </summary>
internal static class PostSts
{
    private const string ApiVersion = "2011-06-15";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        RequestDelegate handle = http => HandleAsync(http, services);
        routes.MapPost("/", handle).WithName("AssumeRoleAtRoot").WithMetadata(PostStsDescription.Description);

        // Routing takes /sts/ for the same.
        routes.MapPost("/sts", handle).WithName("AssumeRole").WithMetadata(PostStsDescription.Description);
    }

    private static async Task HandleAsync(HttpContext http, IServiceProvider services)
    {
        var (form, unreadable) = await FormBody.ReadAsync(http.Request);
        var fault = unreadable is null ? StsParameters.CheckAction(form, ApiVersion) : QueryFault.Invalid(unreadable);
        if (fault is null && form["Action"] == "GetCallerIdentity")
        {
            await GetCallerIdentity.HandleAsync(http, form, services);
            return;
        }

        fault ??= StsParameters.Check(form, http.Request.Headers.Authorization);
        var request = StsParameters.Read(http.Request, form, fault);
        await (await services.GetRequiredService<CredentialIssuer>().IssueAsync(request) switch
        {
            IssueResult.Issued issued => StsXmlAnswer.WriteAsync(http.Response, issued),
            IssueResult.Refused refused => StsXmlAnswer.WriteAsync(http.Response, refused, ReferenceEquals(refused.Refusal, request.Fault) ? fault : null),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        });
    }
}
