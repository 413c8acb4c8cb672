using System.Collections.Frozen;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>A JWS algorithm (RFC 7518 section 3.1) that can be configured, and the only kind of key that goes with it.</summary>
/// <param name="Name">As in <c>alg</c>.</param>
/// <param name="Curve">The JWK name of the curve; null for RSA.</param>
/// <param name="CoordinateLength">Bytes of one coordinate, half of a signature; 0 for RSA.</param>
internal sealed record SignatureAlgorithm(string Name, string? Curve = null, int CoordinateLength = 0)
{
    private static readonly SignatureAlgorithm[] All =
    [
        new("RS256"), new("RS384"), new("RS512"),
        new("PS256"), new("PS384"), new("PS512"),
        new("ES256", "P-256", 32), new("ES384", "P-384", 48), new("ES512", "P-521", 66),
    ];

    private static readonly FrozenDictionary<string, SignatureAlgorithm> ByName =
        All.ToFrozenDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    /// <summary>Those that can be configured, in the order in which people list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(algorithm => algorithm.Name)];

    public static SignatureAlgorithm? Find(string name) => ByName.GetValueOrDefault(name);
}
