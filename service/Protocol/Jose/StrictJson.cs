using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace TokenBridge.Protocol.Jose;

/// <summary>
/// One JSON object that every parser reads alike: strict UTF-8, no member twice at any depth (an escaped name is the name),
/// at most 64 deep, no comments, no trailing commas, no half surrogate pairs. RFC 8725 sections 2.4 and 3.7.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 64,
    };

    /// <param name="utf8">Any bytes; they are copied, so a rented buffer may be given back.</param>
    /// <returns>The object, every string of which can be read; or what is wrong, without any of the text.</returns>
    public static Result<JsonElement, string> Parse(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return "no valid UTF-8";
        }

        if (HasHalfSurrogatePair(utf8))
        {
            return "half a surrogate pair in an escape";
        }

        try
        {
            var value = JsonElement.Parse(utf8, Options);
            return value.ValueKind is JsonValueKind.Object ? value : "no JSON object";
        }
        catch (JsonException exception)
        {
            // The message would quote the text.
            return $"no strict JSON at line {exception.LineNumber}, byte {exception.BytePositionInLine}";
        }
    }

    // A backslash stands only inside strings of valid JSON; what is not valid JSON the parser refuses afterwards.
    private static bool HasHalfSurrogatePair(ReadOnlySpan<byte> utf8)
    {
        for (var at = utf8.IndexOf((byte)'\\'); at >= 0;)
        {
            var escape = utf8[at..];
            var length = 2;
            if (CodeUnit(escape) is { } unit)
            {
                length = 6;
                if (char.IsLowSurrogate(unit))
                {
                    return true;
                }

                if (char.IsHighSurrogate(unit))
                {
                    length = 12;
                    if (CodeUnit(escape[6..]) is not { } second || !char.IsLowSurrogate(second))
                    {
                        return true;
                    }
                }
            }

            utf8 = escape.Length > length ? escape[length..] : [];
            at = utf8.IndexOf((byte)'\\');
        }

        return false;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[0] == '\\' && escape[1] == 'u'
        && ushort.TryParse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
