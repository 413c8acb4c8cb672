using System.Globalization;
using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>
/// Refuses characters that make a reader see another file than the parser does: NUL (the parser would end there and drop the rules below it),
/// other controls, direction overrides and all that is invisible (a deny on a group with a zero-width space would never hold), line breaks that
/// only YAML 1.1 knows, and lone surrogates.
/// </summary>
internal static class YamlText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <returns>The text without its byte order mark, or null after a fault.</returns>
    public static string? Check(RuleSetSource source, FaultList faults)
    {
        var text = source.Text.StartsWith(ByteOrderMark) ? source.Text[1..] : source.Text;
        var (line, column, sound) = (1, 1, true);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                sound = false;
                faults.Add(
                    new SourcePosition(source.File, line, column),
                    FaultCode.Character,
                    $"the character U+{rune.Value:X4} has no place in a rules file; delete it");
            }

            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
        }

        return sound ? text : null;
    }

    /// <summary>The same for a scalar, whose escapes can spell what the file does not show.</summary>
    public static bool IsAllowed(string scalar)
    {
        foreach (var rune in scalar.EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAllowed(Rune rune) =>
        rune.IsAscii
            ? rune.Value is >= ' ' and < 0x7F or '\n' or '\r' or '\t'
            : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format)
              && rune != Rune.ReplacementChar
              || IsJoiner(rune);

    /// <summary>Invisible, but some scripts and emoji cannot be written without them.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;
}
