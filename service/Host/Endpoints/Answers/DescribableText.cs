namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>What an <c>error_description</c> may hold (RFC 6749, 5.2, and RFC 6750, 3): %x20-21 / %x23-5B / %x5D-7E.</summary>
internal static class DescribableText
{
    /// <summary>Everything else becomes an apostrophe.</summary>
    public static string Of(string message) => string.Create(message.Length, message, static (text, source) =>
    {
        for (var index = 0; index < source.Length; index++)
        {
            text[index] = source[index] is >= ' ' and <= '~' and not '"' and not '\\' ? source[index] : '\'';
        }
    });
}
