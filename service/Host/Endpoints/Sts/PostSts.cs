namespace TokenBridge.Host.Endpoints.Sts;

/// <summary><c>POST /sts</c>: for SDKs with <c>AWS_ENDPOINT_URL_STS</c>. Routing takes <c>/sts/</c>, which the SDK for JavaScript asks, for the same.</summary>
internal sealed class PostSts(StsOperations operations) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Post("/sts", "AssumeRole", "credentials");

    protected override Task AnswerAsync(HttpContext http) => operations.AnswerAsync(http);
}

/// <summary><c>POST /</c>: the SDK for Java drops the path of the endpoint.</summary>
internal sealed class PostStsAtRoot(StsOperations operations) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Post("/", "AssumeRoleAtRoot", "credentials");

    protected override Task AnswerAsync(HttpContext http) => operations.AnswerAsync(http);
}
