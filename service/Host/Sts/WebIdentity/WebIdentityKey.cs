using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Sts.WebIdentity;

/// <summary>The key that signs web identity tokens, with the certificate that STS-compatible servers want to see as <c>x5c</c>.</summary>
internal sealed class WebIdentityKey
{
    private const int LeastRsaBits = 2048;

    private const string OtherCertificate = "holds a certificate that belongs to another key";

    /// <summary>Fixed, so that the certificate of an RSA key is the same bytes at every start: Ceph RGW pins its SHA-1.</summary>
    private static readonly DateTimeOffset CertificateStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private WebIdentityKey(SecurityKey key, string algorithm, JsonWebKey publicKey, X509Certificate2 certificate)
    {
        key.KeyId = Base64UrlEncoder.Encode(publicKey.ComputeJwkThumbprint());
        publicKey.Kid = key.KeyId;
        publicKey.Alg = algorithm;
        publicKey.Use = "sig";
        publicKey.X5c.Add(Convert.ToBase64String(certificate.RawData));
        SigningCredentials = new SigningCredentials(key, algorithm);
        PublicKey = publicKey;
        Certificate = certificate;
    }

    /// <summary>RS256 for an RSA key, ES256 for a P-256 key; <c>kid</c> is the RFC 7638 thumbprint.</summary>
    public SigningCredentials SigningCredentials { get; }

    /// <summary>From the PEM file where it holds one; else self-signed. Its SHA-1 is the thumbprint of an OIDC provider that wants one.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>As served in the JWKS.</summary>
    public JsonWebKey PublicKey { get; }

    /// <param name="pem">The text of a PEM file: an unencrypted private key, and optionally its certificate.</param>
    /// <returns>The key, or what is wrong, which reads on after the file's name and holds nothing of the key.</returns>
    public static Result<WebIdentityKey, string> Read(string pem)
    {
        var certificate = PemKey.ReadCertificate(pem);
        if (certificate is null && PemKey.HasCertificate(pem))
        {
            return "holds a certificate that cannot be read";
        }

        if (PemKey.ReadRsa(pem) is { } rsa)
        {
            return rsa.KeySize < LeastRsaBits ? $"holds an RSA key of {rsa.KeySize} bits; at least {LeastRsaBits} are needed"
                : IsOf(certificate, rsa) ? FromRsa(rsa, certificate)
                : OtherCertificate;
        }

        if (PemKey.ReadEcdsa(pem) is { } ecdsa)
        {
            return ecdsa.KeySize != 256 ? "holds an elliptic curve key that is not P-256"
                : IsOf(certificate, ecdsa) ? FromEcdsa(ecdsa, certificate)
                : OtherCertificate;
        }

        return "holds no unencrypted RSA or P-256 private key in PEM form";
    }

    private static bool IsOf(X509Certificate2? certificate, AsymmetricAlgorithm key) =>
        certificate is null || certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());

    private static WebIdentityKey FromRsa(RSA rsa, X509Certificate2? certificate)
    {
        var request = new CertificateRequest("CN=tokenbridge", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var publicHalf = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)));
        return new WebIdentityKey(
            new RsaSecurityKey(rsa),
            SecurityAlgorithms.RsaSha256,
            publicHalf,
            certificate ?? SelfSign(request, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)));
    }

    /// <summary>An ECDSA signature is never the same twice, so a server that pins the certificate needs one in the PEM file.</summary>
    private static WebIdentityKey FromEcdsa(ECDsa ecdsa, X509Certificate2? certificate)
    {
        var request = new CertificateRequest("CN=tokenbridge", ecdsa, HashAlgorithmName.SHA256);
        using var publicHalf = ECDsa.Create(ecdsa.ExportParameters(false));
        return new WebIdentityKey(
            new ECDsaSecurityKey(ecdsa),
            SecurityAlgorithms.EcdsaSha256,
            JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicHalf)),
            certificate ?? SelfSign(request, X509SignatureGenerator.CreateForECDsa(ecdsa)));
    }

    private static X509Certificate2 SelfSign(CertificateRequest request, X509SignatureGenerator generator) =>
        request.Create(request.SubjectName, generator, CertificateStart, CertificateStart.AddYears(30), [1]);
}
