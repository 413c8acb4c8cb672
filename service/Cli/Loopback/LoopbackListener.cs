using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TokenBridge.Cli.Loopback;

/// <summary>
/// What this command may listen on: plain HTTP/1.1 on 127.0.0.1, for programs of this machine. The listener of the base class library: Kestrel would
/// be an eighth of the published command, most of it HTTP/2, HTTP/3 and TLS that nothing here speaks. Its prefix is an address, so a request with
/// another <c>Host</c> (a web page whose name was rebound to 127.0.0.1) gets 404 or 400 from the listener itself and never comes this far.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    // Between the free port that the system names and the listener that takes it, somebody else may take it.
    private const int Tries = 8;

    private readonly HttpListener _listener;

    private LoopbackListener(HttpListener listener, Uri address)
    {
        _listener = listener;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public static LoopbackListener Start(int port)
    {
        for (var tries = 1; ; tries++)
        {
            var address = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), port == 0 ? FreePort() : port).Uri;
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return new LoopbackListener(listener, address);
            }
            catch (HttpListenerException) when (port == 0 && tries < Tries)
            {
                listener.Close();
            }
            catch
            {
                listener.Close();
                throw;
            }
        }
    }

    /// <summary>Answers, many at once, until it is cancelled; who then still waits is cut off.</summary>
    public async Task ServeAsync(Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer, CancellationToken cancellationToken)
    {
        using var end = cancellationToken.Register(_listener.Abort);
        while (!cancellationToken.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is HttpListenerException or ObjectDisposedException)
            {
                // How the wait for a request ends when the listener does.
                return;
            }

            _ = AnswerAsync(context, answer, cancellationToken);
        }
    }

    public void Dispose() => _listener.Close();

    private static async Task AnswerAsync(
        HttpListenerContext context, Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer, CancellationToken cancellationToken)
    {
        try
        {
            var (status, body, retryAfter) = await answer(LoopbackRequest.Of(context.Request), cancellationToken);
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType = "application/json";
            response.ContentLength64 = body.Length;
            response.Headers["Cache-Control"] = "no-store";
            response.Headers["Server"] = "";
            if (retryAfter is { } pause)
            {
                response.Headers["Retry-After"] = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await response.OutputStream.WriteAsync(body, cancellationToken);
            response.Close();
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked has gone, or the command ends.
            context.Response.Abort();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
