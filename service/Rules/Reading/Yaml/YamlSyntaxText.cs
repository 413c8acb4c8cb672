using TokenBridge.Protocol.Text;
using YamlDotNet.Core;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>What to do about text that is not YAML: the parser says what it looked for, seldom what the author did.</summary>
internal static class YamlSyntaxText
{
    private const string Quotes = "a value that holds any of { } [ ] , : # needs quotes";

    /// <returns>Where, and what to write.</returns>
    public static (Mark At, string Message) Of(YamlException exception, string text)
    {
        var said = ForeignText.Said(exception);
        if (said.Contains("tab", StringComparison.Ordinal) && FindTab(text, exception.Start) is { } tab)
        {
            return (tab, "a tab indents this line; write spaces");
        }

        var message = said.TrimEnd('.');
        if (exception.Start.Index >= text.AsSpan().TrimEnd().Length)
        {
            return (LastLine(text), $"{message}: the file ends within a value; close its quote, ] or }}");
        }

        var hint = message.Contains("quoted scalar", StringComparison.Ordinal) ? "a quote is not closed, or its value goes on in the next line; end it where it began"
            : message.Contains("indicator", StringComparison.Ordinal) || message.Contains("block mapping", StringComparison.Ordinal)
                ? $"indent this line as far as those that it belongs to, with key: value; {Quotes}"
            : Quotes;
        return (exception.Start, $"{message}; {hint}");
    }

    /// <returns>The first tab in front of a line's text, from the place of the fault on; the parser names what came before it.</returns>
    private static Mark? FindTab(string text, Mark from)
    {
        var lines = text.Split('\n');
        for (var line = (int)Math.Max(1, from.Line); line <= lines.Length; line++)
        {
            var indent = lines[line - 1].AsSpan(0, lines[line - 1].Length - lines[line - 1].AsSpan().TrimStart().Length);
            if (indent.IndexOf('\t') is >= 0 and var column)
            {
                return new Mark(0, line, column + 1);
            }
        }

        return null;
    }

    private static Mark LastLine(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        return new Mark(0, lines.Length, lines[^1].TrimEnd().Length + 1);
    }
}
