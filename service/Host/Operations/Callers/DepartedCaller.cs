using Microsoft.AspNetCore.Connections;

namespace TokenBridge.Host.Operations.Callers;

/// <summary>
/// A caller who goes away in the middle of a request. Nobody is left to be answered and nothing of the service has failed, so it costs a line at
/// debug: anybody can do it as often as a port takes connections, and needs no token.
/// </summary>
internal static partial class DepartedCaller
{
    public static void UseQuietDepartures(this WebApplication application)
    {
        var logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DepartedCaller).FullName!);
        application.Use((http, next) =>
        {
            var answering = next(http);
            return answering.IsCompletedSuccessfully ? answering : FinishAsync(http, answering, logger);
        });
    }

    /// <summary>A reset is known to whoever reads a moment before the request is told that it was aborted.</summary>
    public static bool Is(Exception failure, HttpContext http) =>
        failure is ConnectionResetException or ConnectionAbortedException
        || (failure is IOException or OperationCanceledException && http.RequestAborted.IsCancellationRequested);

    private static async Task FinishAsync(HttpContext http, Task answering, ILogger logger)
    {
        try
        {
            await answering;
        }
        catch (Exception failure) when (Is(failure, http))
        {
            Log.Gone(logger, failure.GetType().Name);
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            // Kestrel 10 otherwise goes on to read the rest of the body, finds its own reader in the middle of a read, and logs that as an error.
            http.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Debug, "A caller went away before its answer ({Failure})")]
        public static partial void Gone(ILogger logger, string failure);
    }
}
