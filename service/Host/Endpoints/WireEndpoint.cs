using FastEndpoints;

namespace TokenBridge.Host.Endpoints;

/// <summary>
/// One route. It reads its request and writes its answer itself, because each protocol here has its own rules for repetition, casing and errors,
/// and none of them is what binding to a class does.
/// </summary>
internal abstract class WireEndpoint : EndpointWithoutRequest
{
    /// <summary>Where it listens, and what OpenAPI calls it.</summary>
    protected abstract WireRoute Route { get; }

    public sealed override void Configure()
    {
        Verbs(Route.Method);
        Routes(Route.Path);
        Tags(Route.Tag);
        Description(route => route.WithName(Route.OperationId));

        // Who asks says so in each protocol's own way, which the flow checks.
        AllowAnonymous();
        DontAutoSendResponse();

        // A failure is a 500 of the service's own shape.
        DontCatchExceptions();
    }

    public sealed override Task HandleAsync(CancellationToken ct) => AnswerAsync(HttpContext);

    protected abstract Task AnswerAsync(HttpContext http);
}

/// <summary>
/// A route that most requests are for: one instance answers all of them, without a new one and an async frame of FastEndpoints for each. It is defined as
/// every other, and must use nothing of a request but what it is given.
/// </summary>
internal abstract class HotEndpoint : WireEndpoint
{
    public Task AnswerAtOnceAsync(HttpContext http) => AnswerAsync(http);
}

/// <param name="Method">HTTP's.</param>
/// <param name="Path">As routing reads it.</param>
/// <param name="OperationId">What generated clients call it; stable.</param>
/// <param name="Tag">Groups operations.</param>
internal sealed record WireRoute(Http Method, string Path, string OperationId, string Tag)
{
    public static WireRoute Get(string path, string operationId, string tag) => new(Http.GET, path, operationId, tag);

    public static WireRoute Post(string path, string operationId, string tag) => new(Http.POST, path, operationId, tag);
}
