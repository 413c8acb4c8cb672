using System.Net;
using System.Net.Sockets;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Ports and HTTP on 127.0.0.1.</summary>
internal static class LoopbackHttp
{
    /// <summary>No proxy, no redirects: what is asked is what answers.</summary>
    public static HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>Null where nobody answers.</returns>
    public static async Task<HttpStatusCode?> StatusOfAsync(Uri uri)
    {
        try
        {
            using var response = await Http.GetAsync(uri);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
