using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TokenBridge.Host.Sts.WebIdentity;

/// <summary>Reads the blocks of a PEM text (RFC 7468). Whatever cannot be read is null; exceptions would name nothing useful and might quote the text.</summary>
internal static class PemKey
{
    private const string Certificate = "CERTIFICATE";

    public static RSA? ReadRsa(string pem)
    {
        var rsa = RSA.Create();
        return Imports(rsa, pem) ? rsa : null;
    }

    public static ECDsa? ReadEcdsa(string pem)
    {
        var ecdsa = ECDsa.Create();
        return Imports(ecdsa, pem) ? ecdsa : null;
    }

    public static bool HasCertificate(string pem) => Block(pem, Certificate).Length > 0;

    /// <returns>Null where there is none, or one that cannot be read.</returns>
    public static X509Certificate2? ReadCertificate(string pem)
    {
        try
        {
            return HasCertificate(pem) ? X509Certificate2.CreateFromPem(Block(pem, Certificate)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Only the first private key: importing a text with several keys is refused, and public halves count as keys.</summary>
    private static bool Imports(AsymmetricAlgorithm key, string pem)
    {
        var block = Block(pem, "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");
        try
        {
            if (block.Length > 0)
            {
                key.ImportFromPem(block);
                return true;
            }
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            // Another kind of key, or none: the caller tries the next kind.
        }

        key.Dispose();
        return false;
    }

    private static ReadOnlySpan<char> Block(ReadOnlySpan<char> pem, params ReadOnlySpan<string> labels)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            foreach (var label in labels)
            {
                if (pem[fields.Label].SequenceEqual(label))
                {
                    return pem[fields.Location];
                }
            }

            pem = pem[fields.Location.End..];
        }

        return [];
    }
}
