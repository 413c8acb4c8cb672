using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>What an authenticator app shows (RFC 6238): six digits, SHA-256, another every 30 seconds.</summary>
internal static class OneTimeCode
{
    private const int Period = 30;

    /// <param name="secret">As it stands in the shipped realm.</param>
    public static string Now(string secret)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Period);
        var hash = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), counter);
        var digits = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (digits % 1_000_000).ToString("d6", CultureInfo.InvariantCulture);
    }
}
