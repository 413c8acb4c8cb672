using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>OpenID Connect Discovery 1.0, 4: what AWS reads of an issuer.</summary>
internal sealed record OpenIdConfiguration(
    string Issuer,
    string JwksUri,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> SubjectTypesSupported,
    IReadOnlyList<string> IdTokenSigningAlgValuesSupported,
    IReadOnlyList<string> ClaimsSupported);

/// <summary>RFC 7517.</summary>
internal sealed record KeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>RFC 7518, 6: of RSA n and e, of EC crv, x and y.</summary>
/// <param name="Kid">Names it in the header of a token.</param>
/// <param name="Kty"><c>RSA</c> or <c>EC</c>.</param>
/// <param name="Alg">The one algorithm it signs with.</param>
/// <param name="Use"><c>sig</c>.</param>
/// <param name="N">Modulus.</param>
/// <param name="E">Exponent.</param>
/// <param name="Crv">Curve.</param>
/// <param name="X">Of the point.</param>
/// <param name="Y">Of the point.</param>
/// <param name="X5c">Certificates in base64, or none.</param>
internal sealed record PublicKey(
    string Kid,
    string Kty,
    string Alg,
    string Use,
    string? N,
    string? E,
    string? Crv,
    string? X,
    string? Y,
    [property: JsonPropertyName("x5c")] IReadOnlyList<string> X5c);
