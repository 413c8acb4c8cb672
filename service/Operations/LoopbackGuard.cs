using System.Net;
using TokenBridge.Mapping;

namespace TokenBridge.Operations;

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
    public static bool Permits(IPAddress? local, HostString host)
    {
        // A socket that listens on both families shows 127.0.0.2 as ::ffff:127.0.0.2.
        if (local is not null && !IPAddress.IsLoopback(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local))
        {
            return true;
        }

        var name = host.Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (AddressText.TryRead(name is ['[', .. var inner, ']'] ? inner : name, out var address) && IPAddress.IsLoopback(address));
    }
}
