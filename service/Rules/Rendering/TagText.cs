using System.Buffers;
using System.Globalization;
using System.Text;

namespace TokenBridge.Rules.Rendering;

/// <summary>What AWS allows in session tags: at most 50, letters, separators, digits and <c>_.:/=+-@</c> (STS API reference, <c>Tag</c>).</summary>
/// <remarks>
/// What a character is, is judged by code point: AWS's <c>\p{L}</c> takes the letter U+20BB7, and half of a surrogate pair is none. Lengths count
/// UTF-16 units, which are never fewer than the characters that AWS counts.
/// </remarks>
internal static class TagText
{
    public const int MaxTags = 50;

    private const int MaxKeyLength = 128;

    /// <summary>UTF-16 units.</summary>
    public const int MaxValueLength = 256;

    private static readonly SearchValues<char> AsciiAllowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.:/=+-@");

    public static string TooLong { get; } = $"is longer than {MaxValueLength} characters";

    /// <returns>What is wrong with a key, or null.</returns>
    public static string? CheckKey(string key) =>
        key.Length is 0 or > MaxKeyLength ? $"is not 1 to {MaxKeyLength} characters long"
        : key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) ? "begins with aws:, which AWS keeps for itself"
        : CheckCharacters(key);

    /// <returns>What is wrong with a value or a part of one, or null.</returns>
    public static string? CheckValue(string value) =>
        value.Length > MaxValueLength ? TooLong : CheckCharacters(value);

    private static string? CheckCharacters(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(AsciiAllowed);
        if (start < 0)
        {
            return null;
        }

        foreach (var rune in text.AsSpan(start).EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                return "holds a character that AWS does not allow in tags; allowed are letters, digits, spaces and _ . : / = + - @";
            }
        }

        return null;
    }

    /// <summary>Half of a pair comes here as U+FFFD, a symbol. Line and paragraph separators are left out of what AWS writes <c>\p{Z}</c>.</summary>
    private static bool IsAllowed(Rune rune) =>
        rune.IsAscii
            ? AsciiAllowed.Contains((char)rune.Value)
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.SpaceSeparator;
}
