using Microsoft.Extensions.Primitives;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Host.Exchange;

/// <summary>The token of <c>Authorization</c>, which stands there once or not at all.</summary>
internal static class AuthorizationHeader
{
    private static readonly Refusal Several = Refusals.Request(BearerToken.Several);

    /// <returns>The token (empty where there is none), or why the header cannot be read.</returns>
    public static Result<ReadOnlyMemory<char>, Refusal> Read(StringValues authorization) =>
        authorization.Count <= 1 && BearerToken.Read(authorization.Count == 0 ? null : authorization[0]).TryGet(out var token, out _) ? token : Several;
}
