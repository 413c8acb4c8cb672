namespace TokenBridge.Protocol.Text;

/// <summary>Text that is not plain UTF-8 although it looks so in an editor: what PowerShell and Windows editors write. A reader of UTF-8 sees rubbish in it.</summary>
internal static class ForeignEncoding
{
    /// <summary>What to do about it. <c>-Encoding ascii</c> is what every PowerShell has for text without a mark.</summary>
    public const string Remedy = "write it as plain text without a mark, in PowerShell: Set-Content -NoNewline -Encoding ascii";

    /// <returns>Its name with how it was known; null for what may be UTF-8.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        [0xEF, 0xBB, 0xBF, ..] => "UTF-8 with a byte order mark",
        _ when bytes.Contains((byte)0) => "UTF-16 or something binary",
        _ => null,
    };
}
