namespace TokenBridge.Cli.Credentials.Tokens;

/// <summary>Takes tokens out of what somebody else says: error pages of proxies repeat the request with its headers.</summary>
internal static class WithheldToken
{
    private const string Withheld = "(token withheld)";

    /// <summary>How a JWT begins: the base64url of <c>{"</c>.</summary>
    private const string Start = "eyJ";

    /// <param name="text">Whole: of a token that is cut off somewhere, the rest could not be found.</param>
    /// <param name="token">The one that was sent, whatever it looks like.</param>
    public static string In(string text, string token)
    {
        text = text.Replace(token, Withheld, StringComparison.Ordinal);
        while (text.IndexOf(Start, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            {
                end++;
            }

            text = string.Concat(text.AsSpan(0, start), Withheld, text.AsSpan(end));
        }

        return text;
    }
}
