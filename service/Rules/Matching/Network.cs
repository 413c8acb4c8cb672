using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Matching;

/// <summary>A range of addresses in CIDR notation, or one address. IPv4 written as IPv6 (<c>::ffff:10.0.0.1</c>) is IPv4.</summary>
internal sealed class Network
{
    /// <summary>An IPv4 address stands behind so many bits of an IPv6 one.</summary>
    private const int MappedBits = 96;

    private readonly IPNetwork _network;

    private Network(string text, IPNetwork network) => (Text, _network) = (text, network);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <returns>The range, or what is wrong with the text and what to write.</returns>
    public static Result<Network, string> Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        if (!AddressText.TryRead(addressText, out var written))
        {
            return "is no address range; write CIDR such as 10.0.0.0/8 or 2001:db8::/32";
        }

        var most = written.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var bits = most;
        if (slash >= 0 && !TryReadPrefix(text.AsSpan(slash + 1), most, out bits))
        {
            return $"has no prefix length from 0 to {most} behind its slash";
        }

        var address = written;
        if (written.IsIPv4MappedToIPv6 && bits >= MappedBits)
        {
            (address, bits) = (written.MapToIPv4(), bits - MappedBits);
        }

        var start = Masked(address, bits);
        return start.Equals(address) ? new Network(text, new IPNetwork(start, bits)) : $"has bits set behind its prefix; write {start}/{bits}";
    }

    /// <summary>An address as networks compare it.</summary>
    public static IPAddress Normal(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <param name="address">From <see cref="Normal"/>.</param>
    public bool Contains(IPAddress address) => _network.Contains(address);

    /// <param name="networks">The candidates.</param>
    /// <param name="address">From <see cref="Normal"/>.</param>
    public static bool AnyContains(IReadOnlyList<Network> networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every address of the other is in this one.</summary>
    public bool Covers(Network other) => _network.PrefixLength <= other._network.PrefixLength && _network.Contains(other._network.BaseAddress);

    public bool Overlaps(Network other) => Covers(other) || other.Covers(this);

    /// <summary>Without leading zeros, as addresses: elsewhere <c>/010</c> is 8.</summary>
    private static bool TryReadPrefix(ReadOnlySpan<char> text, int most, out int bits) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= most && text is ['0'] or [not '0', ..];

    private static IPAddress Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var index = 0; index < bytes.Length; index++)
        {
            var kept = Math.Clamp(bits - (8 * index), 0, 8);
            bytes[index] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
