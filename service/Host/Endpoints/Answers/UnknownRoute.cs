using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>What no route takes: 404 and 405 in the same shape as every refusal; routing itself writes <c>Allow</c>.</summary>
internal static class UnknownRoute
{
    private static readonly Refusal Unknown = new(
        StatusCodes.Status404NotFound,
        "NotFound",
        "not_found",
        "There is nothing here: ask GET /v1/credentials, /v1/credentials/<role> or /v1/roles, POST /v1/explain, /oauth/token or /sts; GET /openapi/v1.json describes them.");

    private static readonly Refusal WrongMethod = new(
        StatusCodes.Status405MethodNotAllowed,
        "MethodNotAllowed",
        "method_not_allowed",
        "Wrong method: GET is for /v1/credentials, /v1/credentials/<role> and /v1/roles, POST for /v1/explain, /oauth/token and /sts; Allow says which this one takes.");

    public static void UseRefusalsForUnknownRoutes(this WebApplication application) => application.UseStatusCodePages(context =>
    {
        var http = context.HttpContext;
        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => RefusalAnswer.WriteAsync(http, Unknown),
            StatusCodes.Status405MethodNotAllowed => RefusalAnswer.WriteAsync(http, WrongMethod),
            _ => Task.CompletedTask,
        };
    });
}
