using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TokenBridge.Testing;

/// <summary>A key pair of a realm: signs test tokens and shows its public half as a JWK of the shape that Keycloak writes.</summary>
internal sealed class TestKey
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private TestKey(string kid, string alg, RSA? rsa, ECDsa? ecdsa)
    {
        (Kid, Alg, _rsa, _ecdsa) = (kid, alg, rsa, ecdsa);
        Jwk = new JsonObject { ["kid"] = kid, ["kty"] = rsa is null ? "EC" : "RSA", ["alg"] = alg, ["use"] = "sig" };
        if (rsa is not null)
        {
            var numbers = rsa.ExportParameters(false);
            Jwk["n"] = Base64Url.EncodeToString(numbers.Modulus);
            Jwk["e"] = Base64Url.EncodeToString(numbers.Exponent);
            return;
        }

        var point = ecdsa!.ExportParameters(false);
        Jwk["crv"] = ecdsa.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" };
        Jwk["x"] = Base64Url.EncodeToString(point.Q.X);
        Jwk["y"] = Base64Url.EncodeToString(point.Q.Y);
    }

    /// <summary>Made once: keys are dear.</summary>
    public static TestKey Rsa { get; } = NewRsa();

    public static TestKey OtherRsa { get; } = NewRsa("other-rsa");

    public static TestKey Pss { get; } = NewRsa("pss-1", "PS256");

    public static TestKey EllipticCurve { get; } = NewEllipticCurve();

    /// <summary>Of 2048 bits, one for all embedded realms.</summary>
    public static Lazy<RSA> OfTheRealm { get; } = new(() => RSA.Create(2048));

    public string Kid { get; }

    public string Alg { get; }

    /// <summary>The public half; a test may change a copy.</summary>
    public JsonObject Jwk { get; }

    /// <summary>The public half as PEM, for those who take it for a shared secret.</summary>
    public string PublicPem => _rsa?.ExportSubjectPublicKeyInfoPem() ?? _ecdsa!.ExportSubjectPublicKeyInfoPem();

    /// <summary>Private numbers of an RSA key, for signatures that the platform does not make.</summary>
    public RSAParameters PrivateNumbers => _rsa!.ExportParameters(true);

    public static TestKey NewRsa(string kid = "rsa-1", string alg = "RS256", int bits = 2048) => new(kid, alg, RSA.Create(bits), null);

    public static TestKey NewEllipticCurve(string kid = "ec-1", string alg = "ES256") => new(kid, alg, null, ECDsa.Create(alg switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    }));

    /// <summary>The same numbers under another name or for another algorithm.</summary>
    public TestKey As(string? kid = null, string? alg = null) => new(kid ?? Kid, alg ?? Alg, _rsa, _ecdsa);

    /// <param name="input">The signing input.</param>
    /// <param name="padding">Default: what the algorithm wants.</param>
    public byte[] Sign(byte[] input, RSASignaturePadding? padding = null)
    {
        var hash = Alg[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        return _rsa is null
            ? _ecdsa!.SignData(input, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            : _rsa.SignData(input, hash, padding ?? (Alg.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }
}
