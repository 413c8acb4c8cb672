using Microsoft.Extensions.Primitives;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Host.Exchange;

/// <summary>The token of <c>Authorization</c>, which stands there once or not at all.</summary>
internal static class AuthorizationHeader
{
    private static readonly Refusal Several = Refusals.Request(BearerToken.Several);

    /// <returns>The token (empty where there is none), or why the header cannot be read.</returns>
    public static Result<ReadOnlyMemory<char>, Refusal> Read(StringValues authorization)
    {
        if (authorization.Count > 1)
        {
            return Several;
        }

        var value = authorization.Count == 0 ? "" : authorization[0] ?? "";
        if (BearerToken.Read(value).TryGet(out var token, out _))
        {
            return token;
        }

        // The commas of a JSON answer join nothing. It is no token either, and whoever reads it as one says what it is.
        var text = BearerToken.WithoutScheme(value);
        return text.Span.StartsWith("{") ? text : Several;
    }
}
