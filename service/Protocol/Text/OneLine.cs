using System.Globalization;
using System.Text;

namespace TokenBridge.Protocol.Text;

/// <summary>Text from anywhere as one line that a terminal shows as it stands.</summary>
internal static class OneLine
{
    /// <summary>UTF-16 units; the service's own messages are a fifth of it.</summary>
    public const int MaxLength = 1_000;

    /// <summary>Control characters, line and paragraph separators and invisible marks become blanks, and blanks become one.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            if (!isBlank)
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length >= MaxLength)
            {
                return line.Append('…').ToString();
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Of the rules' author, who may be as careless as anybody: whole, and without what a terminal obeys.</summary>
    public static string WithoutControls(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>Says what is wrong, in one line.</summary>
    /// <returns><paramref name="code"/>.</returns>
    public static async Task<int> FailAsync(TextWriter error, string fault, int code)
    {
        await error.WriteLineAsync($"tokenbridge: {Of(fault)}");
        return code;
    }
}
