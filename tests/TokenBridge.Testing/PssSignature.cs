using System.Numerics;
using System.Security.Cryptography;

namespace TokenBridge.Testing;

/// <summary>RSASSA-PSS with SHA-256 and a salt of any length (RFC 8017 sections 8.1.1 and 9.1.1); the platform signs with 32 bytes only.</summary>
internal static class PssSignature
{
    public static byte[] Create(TestKey key, byte[] input, int saltLength)
    {
        var numbers = key.PrivateNumbers;
        var length = numbers.Modulus!.Length;
        var salt = RandomNumberGenerator.GetBytes(saltLength);
        var hash = SHA256.HashData([.. new byte[8], .. SHA256.HashData(input), .. salt]);

        byte[] block = [.. new byte[length - saltLength - hash.Length - 2], 1, .. salt];
        var mask = Mask(hash, block.Length);
        for (var i = 0; i < block.Length; i++)
        {
            block[i] ^= mask[i];
        }

        block[0] &= 0x7F;
        var encoded = Number([.. block, .. hash, 0xBC]);
        var signature = BigInteger.ModPow(encoded, Number(numbers.D!), Number(numbers.Modulus)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - signature.Length], .. signature];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    // MGF1 of RFC 8017 appendix B.2.1.
    private static byte[] Mask(byte[] seed, int length)
    {
        var mask = new List<byte>();
        for (byte counter = 0; mask.Count < length; counter++)
        {
            mask.AddRange(SHA256.HashData([.. seed, 0, 0, 0, counter]));
        }

        return [.. mask[..length]];
    }
}
