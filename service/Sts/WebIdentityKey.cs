using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Sts;

/// <summary>The key that signs web identity tokens, with the certificate that STS-compatible servers want to see as <c>x5c</c>.</summary>
internal sealed class WebIdentityKey
{
    /// <summary>Fixed, so that the certificate of an RSA key is the same bytes at every start: Ceph RGW pins its SHA-1.</summary>
    private static readonly DateTimeOffset CertificateStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private WebIdentityKey(SigningCredentials credentials, X509Certificate2 certificate, JsonWebKey publicKey)
    {
        SigningCredentials = credentials;
        Certificate = certificate;
        PublicKey = publicKey;
    }

    /// <summary>RS256 for an RSA key, ES256 for a P-256 key; <c>kid</c> is the RFC 7638 thumbprint.</summary>
    public SigningCredentials SigningCredentials { get; }

    /// <summary>From the PEM file where it holds one; else self-signed. Its SHA-1 is the thumbprint of an OIDC provider that wants one.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>As served in the JWKS.</summary>
    public JsonWebKey PublicKey { get; }

    /// <param name="pem">The text of a PEM file: an unencrypted private key, and optionally its certificate.</param>
    /// <param name="key">The key, where the result is true.</param>
    /// <param name="fault">What is wrong, where the result is false; holds nothing of the key.</param>
    public static bool TryRead(string pem, [NotNullWhen(true)] out WebIdentityKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        fault = "holds no unencrypted RSA or P-256 private key in PEM form";
        if (ReadRsa(pem) is { } rsa)
        {
            if (rsa.KeySize < 2048)
            {
                fault = $"holds an RSA key of {rsa.KeySize} bits; at least 2048 are needed";
                return false;
            }

            key = FromRsa(rsa, CertificateIn(pem));
        }
        else if (ReadEcdsa(pem) is { } ecdsa)
        {
            if (ecdsa.KeySize != 256)
            {
                fault = "holds an elliptic curve key that is not P-256";
                return false;
            }

            key = FromEcdsa(ecdsa, CertificateIn(pem));
        }

        if (key is not null && !key.Certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.SubjectPublicKeyInfo()))
        {
            key = null;
            fault = "holds a certificate that belongs to another key";
        }

        return key is not null;
    }

    private byte[] SubjectPublicKeyInfo() => SigningCredentials.Key switch
    {
        RsaSecurityKey { Rsa: { } rsa } => rsa.ExportSubjectPublicKeyInfo(),
        ECDsaSecurityKey ecdsa => ecdsa.ECDsa.ExportSubjectPublicKeyInfo(),
        var other => throw new InvalidOperationException($"unexpected key {other.GetType().Name}"),
    };

    private static WebIdentityKey FromRsa(RSA rsa, X509Certificate2? certificate)
    {
        var request = new CertificateRequest("CN=tokenbridge", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        certificate ??= SelfSign(request, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1));
        var security = new RsaSecurityKey(rsa);
        return Assemble(security, SecurityAlgorithms.RsaSha256, JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false))), certificate);
    }

    private static WebIdentityKey FromEcdsa(ECDsa ecdsa, X509Certificate2? certificate)
    {
        var request = new CertificateRequest("CN=tokenbridge", ecdsa, HashAlgorithmName.SHA256);
        certificate ??= SelfSign(request, X509SignatureGenerator.CreateForECDsa(ecdsa));
        var security = new ECDsaSecurityKey(ecdsa);
        using var publicHalf = ECDsa.Create(ecdsa.ExportParameters(false));
        return Assemble(security, SecurityAlgorithms.EcdsaSha256, JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicHalf)), certificate);
    }

    private static WebIdentityKey Assemble(SecurityKey security, string algorithm, JsonWebKey publicKey, X509Certificate2 certificate)
    {
        security.KeyId = Base64UrlEncoder.Encode(publicKey.ComputeJwkThumbprint());
        publicKey.KeyId = security.KeyId;
        publicKey.Kid = security.KeyId;
        publicKey.Alg = algorithm;
        publicKey.Use = "sig";
        publicKey.X5c.Add(Convert.ToBase64String(certificate.RawData));
        return new WebIdentityKey(new SigningCredentials(security, algorithm), certificate, publicKey);
    }

    private static X509Certificate2 SelfSign(CertificateRequest request, X509SignatureGenerator generator) =>
        request.Create(request.SubjectName, generator, CertificateStart, CertificateStart.AddYears(30), [1]);

    private static RSA? ReadRsa(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(PrivateKeyIn(pem));
            return rsa;
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            return null;
        }
    }

    private static ECDsa? ReadEcdsa(string pem)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(PrivateKeyIn(pem));
            return ecdsa;
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            ecdsa.Dispose();
            return null;
        }
    }

    /// <summary>Only the first private key block: ImportFromPem refuses a text with several keys, and public halves count as keys.</summary>
    private static ReadOnlySpan<char> PrivateKeyIn(ReadOnlySpan<char> pem)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (pem[fields.Label] is "PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY")
            {
                return pem[fields.Location];
            }

            pem = pem[fields.Location.End..];
        }

        return [];
    }

    private static X509Certificate2? CertificateIn(ReadOnlySpan<char> pem)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (pem[fields.Label] is "CERTIFICATE")
            {
                return X509Certificate2.CreateFromPem(pem[fields.Location]);
            }

            pem = pem[fields.Location.End..];
        }

        return null;
    }
}
