using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TokenBridge.Protocol.Text;

/// <summary>Strangers' text, bounded, and without anything that a terminal or a log obeys or trips over. Lengths are UTF-16 units.</summary>
internal static class SafeText
{
    /// <summary>Of what stands in a message in quotes.</summary>
    private const int LongestQuote = 80;

    /// <summary>Of what stands in a log line.</summary>
    public const int LongestAscii = 128;

    /// <summary>The service's own messages are a fifth of it.</summary>
    public const int LongestLine = 1_000;

    /// <summary>For messages: in single quotes; letters of every script, but nothing invisible.</summary>
    public static string Quote(string text)
    {
        if (text.Length <= LongestQuote && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return $"'{text}'";
        }

        var quoted = new StringBuilder("'", Math.Min(text.Length, LongestQuote) + 8);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LongestQuote)).EnumerateRunes())
        {
            quoted.Append(IsVisible(rune) ? rune.ToString() : "?");
        }

        return quoted.Append(text.Length > LongestQuote ? "'..." : "'").ToString();
    }

    /// <summary>At most ten, in the order given.</summary>
    public static string QuoteList(IReadOnlyList<string> texts)
    {
        const int Most = 10;
        var listed = string.Join(", ", texts.Take(Most).Select(Quote));
        return texts.Count > Most ? $"{listed} and {texts.Count - Most} more" : listed;
    }

    /// <summary>The beginning of a text that goes where controls do no harm, such as JSON; half of a surrogate pair is left out.</summary>
    /// <param name="text">A stranger's; null stays null.</param>
    /// <param name="most">UTF-16 units that are kept; at least one.</param>
    /// <param name="mark">Follows where something was left out.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int most, string mark = "") =>
        text is null || text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), mark);

    /// <summary>For log lines: printable ASCII only, in double quotes.</summary>
    public static string QuoteAscii(string text)
    {
        var kept = Math.Min(text.Length, LongestAscii);
        var printable = string.Create(kept, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] is >= ' ' and <= '~' and not '"' and not '\\' ? source[i] : '?';
            }
        });

        return kept < text.Length ? $"\"{printable}…\" ({text.Length} characters)" : $"\"{printable}\"";
    }

    /// <summary>For terminals: control characters, line and paragraph separators and invisible marks become blanks, and blanks become one.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LongestLine));
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !IsHidden(rune))
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length >= LongestLine)
            {
                return line.Append('…').ToString();
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>For what the rules' author wrote, who may be as careless as anybody: whole, and without what a terminal obeys.</summary>
    public static string WithoutControls(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    public static bool IsVisible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVisible(Rune rune) => !IsHidden(rune) && rune != Rune.ReplacementChar;

    /// <summary>Controls, direction marks, line separators and what Unicode has not assigned.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
