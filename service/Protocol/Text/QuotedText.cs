namespace TokenBridge.Protocol.Text;

/// <summary>Text from outside, made fit for a log line: printable ASCII only, at most 128 characters, in quotes.</summary>
internal static class QuotedText
{
    public const int MaxLength = 128;

    public static string Of(string text)
    {
        var kept = Math.Min(text.Length, MaxLength);
        var printable = string.Create(kept, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] is >= ' ' and <= '~' and not '"' and not '\\' ? source[i] : '?';
            }
        });

        return kept < text.Length ? $"\"{printable}…\" ({text.Length} characters)" : $"\"{printable}\"";
    }
}
