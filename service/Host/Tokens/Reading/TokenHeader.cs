using System.Text.Json;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>What is taken from a JOSE header: nothing but the names of the algorithm and of the key.</summary>
/// <remarks><c>jku</c>, <c>x5u</c>, <c>x5c</c> and <c>jwk</c> are never looked at: keys come from the issuer only (RFC 8725 section 3.10).</remarks>
internal readonly record struct TokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    // Each would change what the other parts mean; none is understood here.
    private static readonly string[] Refused = ["crit", "zip", "b64", "cty"];

    public static Result<TokenHeader, TokenFault> Read(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var json, out var fault))
        {
            return TokenFault.Malformed($"header: {fault}");
        }

        foreach (var name in Refused)
        {
            if (json.TryGetProperty(name, out _))
            {
                return TokenFault.Malformed($"header: {name} is not understood");
            }
        }

        if (!TryGetText(json, "alg", out var alg) || !TryGetText(json, "kid", out var kid) || !TryGetText(json, "typ", out var typ))
        {
            return TokenFault.Malformed("header: alg, kid and typ are strings");
        }

        // Never the algorithm of an unsigned token or of one signed with a shared secret, whatever is configured.
        if (alg is null || SignatureAlgorithm.Find(alg) is not { } algorithm)
        {
            return new TokenFault(TokenRejection.AlgorithmNotAllowed, alg is null ? "header: no alg" : $"alg {SafeText.QuoteAscii(alg)}");
        }

        if (!"JWT".Equals(typ, StringComparison.OrdinalIgnoreCase) && !"at+jwt".Equals(typ, StringComparison.OrdinalIgnoreCase))
        {
            return new TokenFault(TokenRejection.WrongType, typ is null ? "header: no typ" : $"header: typ {SafeText.QuoteAscii(typ)}");
        }

        return new TokenHeader(algorithm, kid);
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
}
