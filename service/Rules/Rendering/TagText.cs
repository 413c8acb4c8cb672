using System.Buffers;
using System.Globalization;

namespace TokenBridge.Rules.Rendering;

/// <summary>What AWS allows in session tags: at most 50, letters, separators, digits and <c>_.:/=+-@</c> (STS API reference, <c>Tag</c>).</summary>
/// <remarks>
/// Lengths count UTF-16 units, which are never fewer than the characters that AWS counts. Characters outside the Basic Multilingual Plane are refused,
/// although some are letters: whether STS counts and classes them as we do was never seen, and a refusal here says what is wrong while STS would not.
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
        for (var at = text.AsSpan().IndexOfAnyExcept(AsciiAllowed); at >= 0 && at < text.Length; at++)
        {
            if (!IsAllowed(text[at]))
            {
                return "holds a character that AWS does not allow in tags; allowed are letters, digits, spaces and _ . : / = + - @";
            }
        }

        return null;
    }

    private static bool IsAllowed(char character) =>
        char.IsAscii(character)
            ? AsciiAllowed.Contains(character)
            : char.GetUnicodeCategory(character) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.SpaceSeparator;
}
