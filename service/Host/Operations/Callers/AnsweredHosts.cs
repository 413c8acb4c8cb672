using System.Net;
using TokenBridge.Loopback;

namespace TokenBridge.Host.Operations.Callers;

/// <summary>
/// Which <c>Host</c> names are answered. On a loopback address those of loopback, so that a web page whose name was rebound to 127.0.0.1 gets nothing;
/// elsewhere any. Names that the operator lists are answered everywhere: a proxy on the same machine may pass its own on. Elsewhere than on loopback they
/// are then the only ones, beside the address that the connection came in on, which is what probes ask by.
/// </summary>
/// <param name="Names">Without scheme and port; <c>*.example.org</c> is every name below it. Empty where none is listed.</param>
internal sealed record AnsweredHosts(IReadOnlyList<string> Names)
{
    private const int LongestName = 253;
    private const string AnyBelow = "*.";

    /// <returns>Whether the text is a name of the form above; never every name at once.</returns>
    public static bool IsName(string text)
    {
        var name = text.StartsWith(AnyBelow, StringComparison.Ordinal) ? text[AnyBelow.Length..] : text;
        return name.Length is > 0 and <= LongestName && (Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4
            || (name is ['[', .., ']'] && Uri.CheckHostName(name) is UriHostNameType.IPv6));
    }

    /// <param name="local">The address that the connection came in on; null (no network socket) is taken as loopback.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public bool Permits(IPAddress? local, HostString host)
    {
        if (Names.Count == 0 || LoopbackGuard.IsLoopback(local))
        {
            return LoopbackGuard.Permits(local, host) || IsListed(host.Host);
        }

        return IsListed(host.Host) || IsOf(local!, host.Host);
    }

    private static bool IsOf(IPAddress local, string host) =>
        IPAddress.TryParse(host is ['[', .. var inner, ']'] ? inner : host, out var named) && Plain(named).Equals(Plain(local));

    /// <summary>A link-local address has a zone that no Host header names.</summary>
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;

    private bool IsListed(string host)
    {
        foreach (var name in Names)
        {
            if (name.StartsWith(AnyBelow, StringComparison.Ordinal)
                ? host.Length > name.Length - 1 && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
                : host.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Stands before every route.</summary>
internal static class AnsweredHostsGuard
{
    /// <param name="application">The service.</param>
    /// <param name="hosts">That are answered.</param>
    /// <param name="refuse">Writes the refusal.</param>
    public static IApplicationBuilder UseAnsweredHosts(this IApplicationBuilder application, AnsweredHosts hosts, RequestDelegate refuse) =>
        application.Use((http, next) => hosts.Permits(http.Connection.LocalIpAddress, http.Request.Host) ? next(http) : refuse(http));
}
