using System.Net;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Loopback;

/// <summary>The one rule for what is loopback: an address of 127.0.0.0/8, <c>::1</c>, or the name <c>localhost</c> (RFC 6761 section 6.3).</summary>
/// <remarks>Another name, also <c>loopback</c>, a DNS server may send anywhere. <see cref="Uri"/> rewrites that one to <c>localhost</c> as it reads it, and asks there.</remarks>
internal static class LoopbackHost
{
    public static bool Is(Uri uri) => Is(uri.Host);

    /// <param name="name">Of a URL or of the <c>Host</c> header, without its port; brackets around an IPv6 address may stand.</param>
    public static bool Is(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (AddressText.TryRead(name is ['[', .. var inner, ']'] ? inner : name, out var address) && Is(address));

    /// <summary>A socket that listens on both families shows 127.0.0.2 as <c>::ffff:127.0.0.2</c>.</summary>
    public static bool Is(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
