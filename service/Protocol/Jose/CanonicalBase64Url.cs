using System.Buffers;
using System.Buffers.Text;

namespace TokenBridge.Protocol.Jose;

/// <summary>Base64url as RFC 7515 section 2 wants it and no other way: one text for one run of bytes.</summary>
/// <remarks>The platform's decoder also takes padding, <c>%</c> and white space, so the text is looked at first.</remarks>
internal static class CanonicalBase64Url
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Digits);

    // The last digit of a group of two carries 4 unused bits, of three 2; both must be zero.
    private static readonly SearchValues<char> LastOfTwo = SearchValues.Create("AQgw");
    private static readonly SearchValues<char> LastOfThree = SearchValues.Create("AEIMQUYcgkosw048");

    /// <summary>Bytes in a canonical text of so many characters.</summary>
    public static int DecodedLength(int characters) => characters / 4 * 3 + Math.Max(0, characters % 4 - 1);

    public static bool IsCanonical(ReadOnlySpan<char> text) =>
        (text.Length % 4) switch
        {
            0 => true,
            2 => LastOfTwo.Contains(text[^1]),
            3 => LastOfThree.Contains(text[^1]),
            _ => false,
        }
        && !text.ContainsAnyExcept(Alphabet);

    /// <param name="text">Any text; false when it is not canonical.</param>
    /// <param name="bytes">Exactly the bytes.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (!IsCanonical(text))
        {
            return false;
        }

        bytes = new byte[DecodedLength(text.Length)];
        Decode(text, bytes);
        return true;
    }

    /// <summary>Decodes a text that is canonical into exactly the bytes that it stands for.</summary>
    public static void Decode(ReadOnlySpan<char> canonical, Span<byte> bytes) => Base64Url.DecodeFromChars(canonical, bytes);
}
