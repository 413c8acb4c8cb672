using Microsoft.Extensions.Primitives;

namespace TokenBridge.Credentials;

/// <summary>
/// Finds the token in <c>Authorization</c>: <c>Bearer &lt;jwt&gt;</c> (RFC 6750) or the bare JWT, which is what AWS SDKs send.
/// </summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer";

    private static readonly Refusal Several = Refusals.Request("Send exactly one Authorization value; two or comma-joined ones are refused.");

    /// <returns>The token (empty where there is none), or why the header cannot be read.</returns>
    public static (ReadOnlyMemory<char> Token, Refusal? Fault) Read(StringValues authorization)
    {
        if (authorization.Count > 1)
        {
            return (default, Several);
        }

        var text = (authorization.Count == 0 ? null : authorization[0]) ?? "";
        if (text.Contains(',', StringComparison.Ordinal))
        {
            return (default, Several);
        }

        var token = Trim(text.AsMemory());
        return (HasScheme(token.Span) ? Trim(token[Scheme.Length..]) : token, null);
    }

    /// <summary>The scheme compares without case (RFC 9110, 11.1) and stands alone or before white space.</summary>
    private static bool HasScheme(ReadOnlySpan<char> text) =>
        text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Scheme.Length || text[Scheme.Length] is ' ' or '\t');

    private static ReadOnlyMemory<char> Trim(ReadOnlyMemory<char> text) => text.Trim(" \t\r\n\f\v");
}
