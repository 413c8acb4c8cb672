using System.Net.Http.Headers;
using System.Text;

namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>
/// <c>application/x-www-form-urlencoded</c>, read so that no two readers can understand a body differently: every escape is whole, every
/// text is UTF-8 without NUL, and nothing is too long or too much.
/// </summary>
internal static class FormEncoding
{
    private const int MostParameters = 100;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the body is said to be a form: one content type, in UTF-8 where a charset is named, and not compressed.</summary>
    public static bool IsDeclared(IHeaderDictionary headers) =>
        headers.ContentEncoding.Count == 0
        && headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(headers.ContentType[0], out var type)
        && string.Equals(type.MediaType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter =>
            !string.Equals(parameter.Name, "charset", StringComparison.OrdinalIgnoreCase)
            || string.Equals(parameter.Value?.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));

    /// <param name="body">The bytes as they came.</param>
    /// <param name="parameters">Takes the values by name, in order.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Parse(ReadOnlySpan<byte> body, Dictionary<string, List<string>> parameters)
    {
        var count = 0;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (++count > MostParameters)
            {
                return $"The body has more than {MostParameters} parameters.";
            }

            var equals = pair.IndexOf((byte)'=');
            if (Decode(equals < 0 ? pair : pair[..equals]) is not { } name || Decode(equals < 0 ? default : pair[(equals + 1)..]) is not { } value)
            {
                return "The body is no form: it has a broken percent escape, a NUL, or bytes that are not UTF-8.";
            }

            if (!parameters.TryGetValue(name, out var values))
            {
                parameters.Add(name, values = []);
            }

            values.Add(value);
        }

        return null;
    }

    /// <returns>Null where an escape is broken, a byte belongs escaped, or the text is no UTF-8 without NUL.</returns>
    private static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var index = 0; index < encoded.Length; index++)
        {
            switch (encoded[index])
            {
                case (byte)'%' when index + 2 < encoded.Length && char.IsAsciiHexDigit((char)encoded[index + 1]) && char.IsAsciiHexDigit((char)encoded[index + 2]):
                    bytes[length++] = (byte)((Hex(encoded[index + 1]) << 4) | Hex(encoded[index + 2]));
                    index += 2;
                    break;
                case (byte)'+':
                    bytes[length++] = (byte)' ';
                    break;
                case (byte)'%' or < (byte)' ' or > (byte)'~':
                    return null;
                case var plain:
                    bytes[length++] = plain;
                    break;
            }
        }

        if (bytes.AsSpan(0, length).Contains((byte)0))
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
