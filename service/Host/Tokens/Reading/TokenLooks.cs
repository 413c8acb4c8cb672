namespace TokenBridge.Host.Tokens.Reading;

/// <summary>What a text that is no signed JWT looks like. It was refused already.</summary>
internal static class TokenLooks
{
    /// <summary>How every JOSE header begins: the base64url of <c>{"</c>.</summary>
    private const string StartOfJwt = "eyJ";

    /// <summary>What Python, JavaScript, jq, Go and shells write for "nothing".</summary>
    private static readonly string[] Nothing = ["null", "none", "undefined", "nil", "<nil>", "false", "[object object]"];

    private static readonly string[] OtherSchemes = ["Basic", "DPoP", "Digest", "Negotiate", "Token", "JWT", "ApiKey"];

    public static TokenAdvice Of(ReadOnlySpan<char> text) =>
        text.IsEmpty ? TokenAdvice.None
        : text[0] is '{' or '[' && !Is(text, Nothing) ? OfJson(text)
        : text[0] is '"' or '\'' || text[^1] is '"' or '\'' ? TokenAdvice.QuotationMarks
        : StartsWithWord(text, "Bearer") || StartsWithWord(text, "Authorization") ? TokenAdvice.SchemeTwice
        : OfPlain(text);

    private static TokenAdvice OfPlain(ReadOnlySpan<char> text) =>
        HasOtherScheme(text) ? TokenAdvice.OtherScheme
        : text[0] is '$' or '<' or '%' || Is(text, Nothing) ? TokenAdvice.Placeholder
        : text.StartsWith(StartOfJwt) ? OfJwt(text)
        : text.Contains('.') ? TokenAdvice.None
        : TokenAdvice.Opaque;

    private static TokenAdvice OfJson(ReadOnlySpan<char> text) =>
        text.Contains("access_token", StringComparison.Ordinal) ? TokenAdvice.WholeAnswer
        : text.Contains("error", StringComparison.Ordinal) ? TokenAdvice.ErrorAnswer
        : TokenAdvice.None;

    private static TokenAdvice OfJwt(ReadOnlySpan<char> text) =>
        text.ContainsAny(" \t\r\n") ? TokenAdvice.Broken
        : text.Count('.') switch
        {
            0 or 1 => TokenAdvice.CutOff,
            4 => TokenAdvice.Encrypted,
            _ => TokenAdvice.None,
        };

    private static bool Is(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOtherScheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in OtherSchemes)
        {
            if (StartsWithWord(text, scheme))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not where it goes on as a word or as a segment of a token would.</summary>
    private static bool StartsWithWord(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length
        && text[word.Length] is ' ' or '\t' or ':' or '%' or '+' or '=';
}
