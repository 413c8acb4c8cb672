using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Loopback;

/// <summary>
/// On a loopback address only loopback <c>Host</c> names are answered: a web page whose name was rebound to 127.0.0.1 gets 400.
/// Elsewhere ASP.NET's <c>AllowedHosts</c> decides.
/// </summary>
internal static class LoopbackGuard
{
    /// <param name="application">Where it stands, before every route.</param>
    /// <param name="refuse">Writes the refusal.</param>
    public static IApplicationBuilder UseLoopbackGuard(this IApplicationBuilder application, RequestDelegate refuse) =>
        application.Use((context, next) =>
            Permits(context.Connection.LocalIpAddress, context.Request.Host) ? next(context) : refuse(context));

    /// <param name="local">The address that the connection came in on; null (no socket) is taken as loopback.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public static bool Permits(IPAddress? local, HostString host) => (local is not null && !LoopbackHost.Is(local)) || LoopbackHost.Is(host.Host);
}
