using System.Globalization;
using System.Text;

namespace TokenBridge.Cli.Rules.Check;

/// <summary>One line of a file as a terminal can show it, and what puts a caret under one of its columns.</summary>
/// <param name="Text">At most <see cref="MostCells"/> cells and two ellipses.</param>
/// <param name="Caret">Spaces and a caret.</param>
internal readonly record struct QuotedLine(string Text, string Caret)
{
    private const int MostCells = 100;

    /// <summary>Kept before the column where the line is cut.</summary>
    private const int CellsBefore = 40;

    /// <param name="line">Without its line break.</param>
    /// <param name="column">From 1, in UTF-16 units.</param>
    public static QuotedLine Of(string line, int column)
    {
        var (text, before, cells) = (new StringBuilder(), 0, 0);
        var at = Math.Clamp(column - 1, 0, line.Length);
        var first = FirstShown(line, at);
        if (first > 0)
        {
            text.Append('…');
            (before, cells) = (1, 1);
        }

        for (var index = first; index < line.Length;)
        {
            Rune.DecodeFromUtf16(line.AsSpan(index), out var rune, out var length);
            if (cells + Cells(rune) > MostCells)
            {
                text.Append('…');
                break;
            }

            text.Append(Shown(rune));
            cells += Cells(rune);
            before += index < at ? Cells(rune) : 0;
            index += length;
        }

        return new QuotedLine(text.ToString().TrimEnd(), $"{new string(' ', before)}^");
    }

    /// <summary>0, or so far into a long line that the column is within sight.</summary>
    private static int FirstShown(string line, int at)
    {
        var (index, cells) = (at, 0);
        while (index > 0 && cells < CellsBefore)
        {
            Rune.DecodeLastFromUtf16(line.AsSpan(0, index), out var rune, out var length);
            cells += Cells(rune);
            index -= length;
        }

        return at <= MostCells * 3 / 4 ? 0 : index;
    }

    /// <summary>A tab is one cell here, so that the caret stands right whatever a terminal makes of tabs; the invisible becomes visible.</summary>
    private static string Shown(Rune rune) => rune.Value == '\t' ? " " : IsInvisible(rune) ? "?" : rune.ToString();

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;

    /// <summary>0 for marks that stand on another character, 2 for the East Asian wide ranges and emoji, else 1.</summary>
    private static int Cells(Rune rune) => rune.Value switch
    {
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };
}
