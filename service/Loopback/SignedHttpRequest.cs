using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Loopback;

/// <summary>Where ASP.NET Core keeps what AWS's signature covers: for the service and for the embedded STS, which check the same one.</summary>
internal static class SignedHttpRequest
{
    public static SignedRequest AsSigned(this HttpRequest request) => new(
        request.Method,

        // Path and query as they were sent: routing has unescaped its own.
        request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        name => request.Headers[name]);
}
