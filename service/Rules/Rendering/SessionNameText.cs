using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace TokenBridge.Rules.Rendering;

/// <summary>
/// The encoding of role session names and source identities, which AWS wants as 2 to 64 of <c>[A-Za-z0-9_+=,.@-]</c>: two values never share a name,
/// and <c>f:1:alice</c> can still be read in CloudTrail as <c>f=3A1=3Aalice</c>.
/// </summary>
internal static class SessionNameText
{
    private const int MaxLength = 64;
    private const int KeptLength = 46;
    private const int HashBytes = 8;

    /// <summary>No encoding makes this pair: = is always followed by two hex digits.</summary>
    private const string Marker = "=.";

    private static readonly SearchValues<char> Legal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");

    private static readonly SearchValues<char> Unchanged =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+,.@-");

    public static bool IsLegal(string text) => !text.AsSpan().ContainsAnyExcept(Legal);

    /// <summary>One placeholder's value: every byte of its UTF-8 outside the set becomes <c>=XX</c>, the equals sign itself too.</summary>
    /// <param name="value">Without lone surrogates: those have no UTF-8.</param>
    public static string Encode(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(Unchanged))
        {
            return value;
        }

        var encoded = new StringBuilder(value.Length + 16);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            if (Unchanged.Contains((char)unit))
            {
                encoded.Append((char)unit);
            }
            else
            {
                encoded.Append('=').Append(Convert.ToHexString([unit]));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Brings a whole name within AWS's length.</summary>
    /// <param name="encoded">At least one character.</param>
    /// <param name="plain">The same text before any encoding.</param>
    public static string Fit(string encoded, string plain)
    {
        if (encoded.Length == 1)
        {
            return encoded + Marker;
        }

        return encoded.Length <= MaxLength
            ? encoded
            : string.Concat(encoded.AsSpan(0, KeptLength), Marker, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)).AsSpan(0, HashBytes)));
    }

    /// <summary>False for text with half a surrogate pair.</summary>
    public static bool IsWellFormed(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || IsPaired(text);

    private static bool IsPaired(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
