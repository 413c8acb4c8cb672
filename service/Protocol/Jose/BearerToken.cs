namespace TokenBridge.Protocol.Jose;

/// <summary>
/// Finds the token in <c>Authorization</c>: <c>Bearer &lt;jwt&gt;</c> (RFC 6750) or the bare JWT, which is what AWS SDKs send.
/// </summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer";

    /// <summary>Where the value holds more than one token, joined by a comma.</summary>
    public const string Several = "Send exactly one Authorization value; two or comma-joined ones are refused.";

    /// <param name="authorization">The one value of the header; null where there is none.</param>
    /// <returns>The token (empty where there is none), or why the value cannot be read.</returns>
    public static Result<ReadOnlyMemory<char>, string> Read(string? authorization)
    {
        var text = authorization ?? "";
        if (text.Contains(',', StringComparison.Ordinal))
        {
            return Several;
        }

        return WithoutScheme(text);
    }

    /// <summary>Whatever stands there beside the scheme and surrounding white space, one token or anything else.</summary>
    public static ReadOnlyMemory<char> WithoutScheme(string authorization)
    {
        var text = Trim(authorization.AsMemory());
        return HasScheme(text.Span) ? Trim(text[Scheme.Length..]) : text;
    }

    /// <summary>Surrounding ASCII white space: token files end with a newline, which SDKs send along.</summary>
    public static ReadOnlyMemory<char> Trim(ReadOnlyMemory<char> text) => text.Trim(" \t\r\n\f\v");

    /// <summary>The scheme compares without case (RFC 9110, 11.1) and stands alone or before white space.</summary>
    private static bool HasScheme(ReadOnlySpan<char> text) =>
        text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Scheme.Length || text[Scheme.Length] is ' ' or '\t');
}
