namespace TokenBridge.Host.Operations;

/// <summary>A 500 is a bug: it is logged by ASP.NET, and the caller learns nothing of its inside.</summary>
internal static class FailureAnswer
{
    private const string Body =
        """{"code":"InternalFailure","message":"TokenBridge failed; this is a bug, its log says more.","Code":"InternalFailure","Message":"TokenBridge failed; this is a bug, its log says more.","reason":"internal_failure"}""";

    public static void UseMiddlewareForFailures(this WebApplication application) =>
        application.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = static context =>
            {
                context.Response.ContentType = "application/json";
                context.Response.Headers.CacheControl = "no-store";
                return context.Response.WriteAsync(Body);
            },
        });
}
