using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>
/// A token in compact form and the JSON of its first two segments. An input that begins with a brace is three lines, header, payload and signature,
/// and encoded first: chance writes no base64url in which JSON stands.
/// </summary>
internal static class CompactTokenReader
{
    public const string Words = """
        . .. = == + / - _ eyJ e30 e30.e30. bnVsbA W10 AA Ag AQ
        "alg" "RS256" "none" "typ" "JWT" "kid" "crit" [ ] { } , : null true \u0000 \ud83d\ude00 \udc00 \\u "a":1,"\u0061":2 1e999 -0
        """;

    public static void Read(byte[] input)
    {
        var text = input.AsSpan().StartsWith("{"u8) ? Encode(input) : Encoding.Latin1.GetString(input);
        if (!CompactToken.Decode(text).TryGet(out var token, out var fault))
        {
            BrokenPropertyException.ThrowUnless(fault.Length > 0, "a refusal says why");
            return;
        }

        using (token)
        {
            var again = $"{Base64Url.EncodeToString(token.Header)}.{Base64Url.EncodeToString(token.Payload)}.{Base64Url.EncodeToString(token.Signature)}";
            BrokenPropertyException.ThrowUnless(again == text, "one token has one spelling");
            ReadObject(token.Header);
            ReadObject(token.Payload);
        }
    }

    private static void ReadObject(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var value, out var fault))
        {
            BrokenPropertyException.ThrowUnless(fault.Length > 0, "a refusal says why");
            return;
        }

        BrokenPropertyException.ThrowUnless(value.ValueKind is JsonValueKind.Object, "strict JSON is an object");
        Visit(value, 1);
    }

    /// <summary>Every text can be read, no object has a member twice, and nothing is deeper than was said.</summary>
    private static void Visit(JsonElement value, int depth)
    {
        BrokenPropertyException.ThrowUnless(depth <= 65, "strict JSON is at most 64 deep");
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(value.GetString()!);
                break;

            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Visit(item, depth + 1);
                }

                break;

            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    BrokenPropertyException.ThrowUnless(names.Add(member.Name), "no object has a member twice");
                    Visit(member.Value, depth + 1);
                }

                break;

            default:
                break;
        }
    }

    private static string Encode(byte[] input)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n');
        return string.Join('.', lines.Select(line => Base64Url.EncodeToString(Encoding.Latin1.GetBytes(line))));
    }
}
