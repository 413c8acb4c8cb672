using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>A public key of an issuer, good for exactly one algorithm (RFC 8725 section 3.1).</summary>
/// <remarks>Safe for any number of threads: the provider keeps a pool of platform keys.</remarks>
internal sealed class SigningKey
{
    // Providers live as long as their key set; a process-wide cache would keep those of disabled keys.
    private static readonly CryptoProviderFactory Providers = new() { CacheSignatureProviders = false };

    private readonly SignatureProvider _provider;
    private readonly int _signatureLength;

    /// <param name="key">The public half only.</param>
    /// <param name="signatureLength">Bytes: the RSA modulus, or both ECDSA coordinates.</param>
    public SigningKey(JsonWebKey key, int signatureLength)
    {
        KeyId = key.Kid;
        Algorithm = key.Alg;
        Material = $"{key.Alg} {key.N} {key.E} {key.Crv} {key.X} {key.Y}";
        _signatureLength = signatureLength;
        _provider = Providers.CreateForVerifying(key, key.Alg);
    }

    public string KeyId { get; }

    public string Algorithm { get; }

    /// <summary>Equal for equal keys: everything that <see cref="Verifies"/> depends on.</summary>
    public string Material { get; }

    /// <param name="input">Begins with the signing input.</param>
    /// <param name="inputLength">Bytes of the signing input.</param>
    /// <param name="signature">The whole signature; another length than the key's is no signature.</param>
    public bool Verifies(byte[] input, int inputLength, byte[] signature) =>
        signature.Length == _signatureLength && _provider.Verify(input, 0, inputLength, signature, 0, signature.Length);
}
