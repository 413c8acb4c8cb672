using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>Reads one JWK (RFC 7517, RFC 7518 section 6) as a signing key, or says why it is ignored.</summary>
/// <remarks>A JWKS holds more than we want: encryption keys, EdDSA, keys of algorithms that are not configured. None of that is a fault.</remarks>
internal static class SigningKeyReader
{
    private const int MinRsaBits = 2048;

    // Verifying grows with the square of the length, and nobody signs with more.
    private const int MaxRsaBits = 8192;

    private const string NotImportable = "the platform does not take its numbers";

    public static Result<SigningKey, string> Read(JsonElement jwk, IReadOnlyList<string> allowed)
    {
        if (Text(jwk, "alg") is not { } alg || SignatureAlgorithm.Find(alg) is not { } algorithm || !allowed.Contains(alg, StringComparer.Ordinal))
        {
            return "its alg is absent or not configured";
        }

        if (!IsForVerifying(jwk))
        {
            return "its use or key_ops is not for signatures";
        }

        return algorithm.Curve is null ? ReadRsa(jwk, algorithm) : ReadEllipticCurve(jwk, algorithm);
    }

    private static bool IsForVerifying(JsonElement jwk)
    {
        if (jwk.TryGetProperty("use", out _) && Text(jwk, "use") != "sig")
        {
            return false;
        }

        return !jwk.TryGetProperty("key_ops", out var operations)
            || (StringList.TryRead(operations, out var names) && names.Contains("verify", StringComparer.Ordinal));
    }

    private static Result<SigningKey, string> ReadRsa(JsonElement jwk, SignatureAlgorithm algorithm)
    {
        if (Text(jwk, "kty") != "RSA" || !TryDecode(jwk, "n", out var modulus) || !TryDecode(jwk, "e", out var exponent))
        {
            return "it is no RSA key with n and e in canonical base64url";
        }

        if (modulus[0] == 0 || exponent[0] == 0 || exponent.Length > 4 || exponent is [< 3] || (exponent[^1] & 1) == 0)
        {
            return "its modulus or exponent is not one of an RSA key";
        }

        var bits = modulus.Length * 8 - byte.LeadingZeroCount(modulus[0]);
        if (bits is < MinRsaBits or > MaxRsaBits)
        {
            return $"its modulus has {bits} bits, {MinRsaBits} to {MaxRsaBits} are accepted";
        }

        return IsImportable(() => RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent }))
            ? Create(new JsonWebKey { Kty = "RSA", N = Text(jwk, "n"), E = Text(jwk, "e") }, jwk, algorithm, modulus.Length)
            : NotImportable;
    }

    private static Result<SigningKey, string> ReadEllipticCurve(JsonElement jwk, SignatureAlgorithm algorithm)
    {
        var length = algorithm.CoordinateLength;
        if (Text(jwk, "kty") != "EC" || Text(jwk, "crv") != algorithm.Curve
            || !TryDecode(jwk, "x", out var x) || !TryDecode(jwk, "y", out var y) || x.Length != length || y.Length != length)
        {
            return $"it is no {algorithm.Curve} key with x and y in canonical base64url";
        }

        // The platform refuses points that are not on the curve.
        var curve = ECCurve.CreateFromFriendlyName(algorithm.Curve switch { "P-256" => "nistP256", "P-384" => "nistP384", _ => "nistP521" });
        return IsImportable(() => ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } }))
            ? Create(new JsonWebKey { Kty = "EC", Crv = algorithm.Curve, X = Text(jwk, "x"), Y = Text(jwk, "y") }, jwk, algorithm, 2 * length)
            : NotImportable;
    }

    private static SigningKey Create(JsonWebKey key, JsonElement jwk, SignatureAlgorithm algorithm, int signatureLength)
    {
        key.Alg = algorithm.Name;
        key.Kid = Text(jwk, "kid");
        return new SigningKey(key, signatureLength);
    }

    private static bool IsImportable(Func<IDisposable> import)
    {
        try
        {
            import().Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool TryDecode(JsonElement jwk, string name, out byte[] bytes)
    {
        bytes = [];
        return Text(jwk, name) is { Length: > 0 } text && CanonicalBase64Url.TryDecode(text, out bytes);
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
