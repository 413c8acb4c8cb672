using System.Net;
using Microsoft.Extensions.Primitives;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Host.Operations.Callers;

/// <summary>
/// Makes the connection's remote address the caller's, for rules, limits and audit alike. A proxy that is trusted speaks for others, so its
/// own address is never the caller's: whoever makes it say nothing, or nothing that can be read, is unknown.
/// </summary>
internal static class CallerAddress
{
    /// <param name="application">Where it stands, before every route.</param>
    /// <param name="proxies">Only from these is <c>X-Forwarded-For</c> read.</param>
    public static IApplicationBuilder UseCallerAddress(this IApplicationBuilder application, IReadOnlyList<Network> proxies) =>
        application.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = Of(context.Connection.RemoteIpAddress, context.Request.Headers["X-Forwarded-For"], proxies);
            return next(context);
        });

    /// <param name="peer">Who opened the connection; null (no network socket) is nobody's address, and no proxy's either.</param>
    /// <param name="forwardedFor">The header's lines.</param>
    /// <param name="proxies">The trusted ones.</param>
    /// <returns>IPv4 written as IPv6 is IPv4, so that one caller is one; null where nobody knows.</returns>
    public static IPAddress? Of(IPAddress? peer, StringValues forwardedFor, IReadOnlyList<Network> proxies)
    {
        if (peer is null)
        {
            return null;
        }

        var address = Network.Normal(peer);
        return Network.AnyContains(proxies, address) ? ForwardedFor.Caller(forwardedFor, proxies) : address;
    }
}
