using System.Globalization;
using System.Text;

namespace TokenBridge.Protocol.Text;

/// <summary>Puts foreign text into a message: in quotes, bounded, and without anything that a terminal or a log could trip over.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        if (text.Length <= Longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return $"'{text}'";
        }

        var quoted = new StringBuilder("'", Math.Min(text.Length, Longest) + 8);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Longest)).EnumerateRunes())
        {
            quoted.Append(IsVisible(rune) ? rune.ToString() : "?");
        }

        return quoted.Append(text.Length > Longest ? "'..." : "'").ToString();
    }

    /// <summary>At most ten, in the order given.</summary>
    public static string List(IReadOnlyList<string> texts)
    {
        const int Most = 10;
        var listed = string.Join(", ", texts.Take(Most).Select(Text));
        return texts.Count > Most ? $"{listed} and {texts.Count - Most} more" : listed;
    }

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

    /// <summary>False for controls, direction marks, line separators and what Unicode has not assigned.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune != Rune.ReplacementChar;
}
