using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TokenBridge.Development.Realm;

/// <summary>One key of the embedded realm, with the JWK that Keycloak would show for it.</summary>
internal sealed class RealmKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private RealmKey(AsymmetricAlgorithm key, string algorithm, JsonObject jwk)
    {
        _key = key;
        Algorithm = algorithm;
        Id = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        Jwk = jwk;
        jwk.Insert(0, "kid", Id);
    }

    /// <summary>43 characters of base64url, as Keycloak's.</summary>
    public string Id { get; }

    /// <summary><c>RS256</c>, <c>ES256</c> or <c>RSA-OAEP</c>.</summary>
    public string Algorithm { get; }

    public JsonObject Jwk { get; }

    /// <summary>Base64 of the SubjectPublicKeyInfo, as in the realm's public document.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <param name="algorithm"><c>RS256</c> for signing or <c>RSA-OAEP</c>, which no token is ever signed with.</param>
    /// <param name="now">The start of the certificate's ten years.</param>
    /// <param name="given">A key of at least 2048 bits; its own copy is kept. Default: a new one, which takes a good part of a second to make.</param>
    public static RealmKey CreateRsa(string algorithm, DateTimeOffset now, RSA? given = null)
    {
        var key = given is null ? RSA.Create(2048) : RSA.Create(given.ExportParameters(includePrivateParameters: true));
        var request = new CertificateRequest("CN=ml", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now, now.AddYears(10));
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new RealmKey(key, algorithm, new JsonObject
        {
            ["kty"] = "RSA",
            ["alg"] = algorithm,
            ["use"] = algorithm == "RSA-OAEP" ? "enc" : "sig",
            ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)),
            ["x5t"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA1)),
            ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        });
    }

    /// <summary>P-256 for ES256; Keycloak shows no certificate for these.</summary>
    public static RealmKey CreateEc()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new RealmKey(key, "ES256", new JsonObject
        {
            ["kty"] = "EC",
            ["alg"] = "ES256",
            ["use"] = "sig",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        });
    }

    /// <summary>Signers are not cached beyond the key: a realm is disposed of and its keys with it.</summary>
    public SigningCredentials ToSigningCredentials()
    {
        SecurityKey key = _key is RSA rsa ? new RsaSecurityKey(rsa) : new ECDsaSecurityKey((ECDsa)_key);
        key.KeyId = Id;
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new SigningCredentials(key, Algorithm);
    }

    public void Dispose() => _key.Dispose();
}
