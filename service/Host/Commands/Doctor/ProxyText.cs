namespace TokenBridge.Host.Commands.Doctor;

/// <summary>Which proxy the environment (<c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>) has for an address.</summary>
internal static class ProxyText
{
    /// <returns>Its address without user information; null where there is none.</returns>
    public static string? Of(Uri address)
    {
        var proxy = HttpClient.DefaultProxy;
        return !proxy.IsBypassed(address) && proxy.GetProxy(address) is { } found && found != address
            ? found.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;
    }
}
