using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>The platform's signature verify and nothing else: no decoding, no JSON, no claims. What any validation costs at least.</summary>
internal sealed class BareVerify : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    /// <param name="key">The public half as the realm publishes it.</param>
    public BareVerify(JsonWebKey key)
    {
        if (key.Kty == "RSA")
        {
            _rsa = RSA.Create(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E) });
            return;
        }

        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
        _ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
    }

    public bool Verifies(SignedToken token) => _rsa is not null
        ? _rsa.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : _ecdsa!.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }
}
