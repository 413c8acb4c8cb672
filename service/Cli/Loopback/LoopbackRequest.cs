using System.Net;

namespace TokenBridge.Cli.Loopback;

/// <param name="Method">In upper case.</param>
/// <param name="Path">As it was sent, up to the query.</param>
/// <param name="Authorization">The one header of this name; null where there is none or more than one.</param>
internal sealed record LoopbackRequest(string Method, string Path, string? Authorization)
{
    public static LoopbackRequest Of(HttpListenerRequest request)
    {
        var target = request.RawUrl ?? "";
        return new LoopbackRequest(
            request.HttpMethod,
            target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? target[..query] : target,
            request.Headers.GetValues("Authorization") is [var said] ? said : null);
    }
}
