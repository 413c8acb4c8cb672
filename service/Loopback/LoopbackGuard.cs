using System.Net;
using Microsoft.AspNetCore.Http;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Loopback;

/// <summary>On a loopback address only loopback <c>Host</c> names are answered: a web page whose name was rebound to 127.0.0.1 gets 400.</summary>
internal static class LoopbackGuard
{
    /// <param name="local">The address that the connection came in on; null (no socket) is taken as loopback.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public static bool Permits(IPAddress? local, HostString host) => !IsLoopback(local) || LoopbackHost.Is(host.Host);

    /// <param name="local">As above.</param>
    public static bool IsLoopback(IPAddress? local) => local is null || LoopbackHost.Is(local);
}
