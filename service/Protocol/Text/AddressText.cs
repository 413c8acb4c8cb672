using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace TokenBridge.Protocol.Text;

/// <summary>
/// The text of one IP address as everybody reads it: four decimal numbers, or IPv6 without brackets, port and zone. .NET also takes
/// <c>127.1</c>, <c>0x7f.1</c>, <c>0177.0.0.1</c> and <c>2130706433</c>, in which others see other addresses or none.
/// </summary>
internal static class AddressText
{
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        // A zone names a link of the machine that wrote it, and means another one here or nothing.
        if (text.IndexOfAny('[', '%') < 0 && IPAddress.TryParse(text, out var read)
            && (read.AddressFamily == AddressFamily.InterNetworkV6 || text.SequenceEqual(read.ToString())))
        {
            address = read;
            return true;
        }

        address = null;
        return false;
    }
}
