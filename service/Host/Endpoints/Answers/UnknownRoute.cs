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

    private static readonly Refusal StsByGet = WrongMethod with
    {
        Message = $"Wrong method: the STS protocol is POST here, with its parameters in the body, where no log sees them. {ParametersInUrl.OtherWay}",
    };

    /// <summary>As ASP.NET's status code pages, at next to no cost for an answer that is one.</summary>
    public static void UseRefusalsForUnknownRoutes(this WebApplication application) => application.Use(static (http, next) =>
    {
        var answering = next(http);
        return answering.IsCompletedSuccessfully && http.Response.StatusCode is StatusCodes.Status200OK ? answering : FinishAsync(http, answering);
    });

    private static async Task FinishAsync(HttpContext http, Task answering)
    {
        await answering;
        var response = http.Response;
        if (response.HasStarted || response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType))
        {
            return;
        }

        switch (response.StatusCode)
        {
            case StatusCodes.Status404NotFound:
                await RefusalAnswer.WriteAsync(http, Unknown);
                break;
            case StatusCodes.Status405MethodNotAllowed:
                await RefusalAnswer.WriteAsync(http, IsStsByGet(http.Request) ? StsByGet : WrongMethod);
                break;
        }
    }

    private static bool IsStsByGet(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Path.Value?.TrimEnd('/') is "/sts" || (request.Path == "/" && request.QueryString.HasValue));
}
