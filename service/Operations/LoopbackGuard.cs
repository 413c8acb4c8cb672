using System.Net;

namespace TokenBridge.Operations;

/// <summary>
/// On a loopback address only loopback <c>Host</c> names are answered: a web page whose name was rebound to 127.0.0.1 gets 400.
/// Elsewhere ASP.NET's <c>AllowedHosts</c> decides.
/// </summary>
internal static class LoopbackGuard
{
    private const string Body =
        """{"code":"ValidationError","message":"This address answers loopback Host names only: use 127.0.0.1, [::1] or localhost.","Code":"ValidationError","Message":"This address answers loopback Host names only: use 127.0.0.1, [::1] or localhost.","reason":"invalid_request"}""";

    public static IApplicationBuilder UseLoopbackGuard(this IApplicationBuilder application) =>
        application.Use(static (context, next) =>
            Permits(context.Connection.LocalIpAddress, context.Request.Host) ? next(context) : RefuseAsync(context.Response));

    /// <param name="local">The address that the connection came in on; null (no socket) is taken as loopback.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public static bool Permits(IPAddress? local, HostString host)
    {
        if (local is not null && !IPAddress.IsLoopback(local))
        {
            return true;
        }

        var name = host.Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Body);
    }
}
