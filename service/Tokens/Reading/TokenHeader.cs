using System.Text.Json;

namespace TokenBridge.Tokens;

/// <summary>What is taken from a JOSE header: nothing but the names of the algorithm and of the key.</summary>
/// <remarks><c>jku</c>, <c>x5u</c>, <c>x5c</c> and <c>jwk</c> are never looked at: keys come from the issuer only (RFC 8725 section 3.10).</remarks>
internal readonly record struct TokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    // Each would change what the other parts mean; none is understood here.
    private static readonly string[] Refused = ["crit", "zip", "b64", "cty"];

    public static TokenFault? TryRead(ReadOnlySpan<byte> utf8, out TokenHeader header)
    {
        header = default;
        if (StrictJson.Parse(utf8, out var json) is { } fault)
        {
            return Malformed($"header: {fault}");
        }

        foreach (var name in Refused)
        {
            if (json.TryGetProperty(name, out _))
            {
                return Malformed($"header: {name} is not understood");
            }
        }

        if (!TryGetText(json, "alg", out var alg) || !TryGetText(json, "kid", out var kid) || !TryGetText(json, "typ", out var typ))
        {
            return Malformed("header: alg, kid and typ are strings");
        }

        // Never the algorithm of an unsigned token or of one signed with a shared secret, whatever is configured.
        if (alg is null || SignatureAlgorithm.Find(alg) is not { } algorithm)
        {
            return new(TokenRejection.AlgorithmNotAllowed, alg is null ? "header: no alg" : $"alg {QuotedText.Of(alg)}");
        }

        if (!"JWT".Equals(typ, StringComparison.OrdinalIgnoreCase) && !"at+jwt".Equals(typ, StringComparison.OrdinalIgnoreCase))
        {
            return new(TokenRejection.WrongType, typ is null ? "header: no typ" : $"header: typ {QuotedText.Of(typ)}");
        }

        header = new TokenHeader(algorithm, kid);
        return null;
    }

    // Absent is no fault here: each member has its own reason for that.
    private static bool TryGetText(JsonElement json, string name, out string? text)
    {
        text = null;
        if (!json.TryGetProperty(name, out var value))
        {
            return true;
        }

        text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    private static TokenFault Malformed(string detail) => new(TokenRejection.MalformedToken, detail);
}
