using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Host.Operations.Callers;

/// <summary>
/// <c>X-Forwarded-For</c>, read from its end: there stands what the nearest proxy saw, and before it what its own peer claims. The first
/// element that is no trusted proxy's address decides, and one that cannot be read makes the caller unknown.
/// </summary>
internal static class ForwardedFor
{
    /// <param name="lines">The header's lines, in order.</param>
    /// <param name="proxies">Who is believed about what stands before its own address.</param>
    /// <returns>Null where nobody knows the caller's address: an element cannot be read, or all of them are proxies'.</returns>
    public static IPAddress? Caller(StringValues lines, IReadOnlyList<Network> proxies)
    {
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var rest = (lines[line] ?? "").AsSpan();
            int comma;
            do
            {
                comma = rest.LastIndexOf(',');
                if (!TryReadElement(rest[(comma + 1)..].Trim(" \t"), out var address))
                {
                    return null;
                }

                if (!Network.AnyContains(proxies, address))
                {
                    return address;
                }

                rest = rest[..Math.Max(comma, 0)];
            }
            while (comma >= 0);
        }

        return null;
    }

    /// <summary>Some proxies add the port: <c>192.0.2.1:4711</c>, <c>[2001:db8::1]:4711</c>.</summary>
    private static bool TryReadElement(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        var isBracketed = text is ['[', ..];
        var end = isBracketed ? text.IndexOf(']') : text.Count(':') == 1 ? text.IndexOf(':') : text.Length;
        if (end < 0 || !AddressText.TryRead(text[(isBracketed ? 1 : 0)..end], out var read) || (isBracketed && !text[..end].Contains(':')))
        {
            return false;
        }

        address = Network.Normal(read);
        var behind = text[(isBracketed ? end + 1 : end)..];
        return behind.IsEmpty || (behind[0] == ':' && IsPort(behind[1..]));
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text is [not '0', ..] && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
