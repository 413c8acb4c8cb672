using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TokenBridge.Cli.Credentials;

/// <summary>
/// HTTP on 127.0.0.1 by the base class library's own <see cref="HttpListener"/>: one SDK asks a few times an hour, and a whole Kestrel would be
/// read in at every start of the command, also of those that listen to nobody. Another <c>Host</c> than the printed one gets its 400.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    /// <summary>Between finding a free port and listening on it another program may take it.</summary>
    private const int MostTries = 16;

    private readonly HttpListener _http = new() { IgnoreWriteExceptions = true };

    private LoopbackListener(int port)
    {
        Address = new Uri($"http://{IPAddress.Loopback}:{port.ToString(CultureInfo.InvariantCulture)}/");
        _http.Prefixes.Add(Address.AbsoluteUri);
    }

    public Uri Address { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="HttpListenerException">The port is taken or not allowed.</exception>
    /// <exception cref="SocketException">There is no free port.</exception>
    public static LoopbackListener Start(int port)
    {
        for (var tries = 1; ; tries++)
        {
            var listener = new LoopbackListener(port == 0 ? FreePort() : port);
            try
            {
                listener._http.Start();
                return listener;
            }
            catch (HttpListenerException) when (port == 0 && tries < MostTries)
            {
                listener.Dispose();
            }
            catch
            {
                listener.Dispose();
                throw;
            }
        }
    }

    /// <summary>Answers until <paramref name="cancellationToken"/> says to end; whoever still waits then is cut off.</summary>
    public async Task ServeAsync(Func<HttpListenerContext, CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        await using var ended = cancellationToken.Register(_http.Abort);
        while (!cancellationToken.IsCancellationRequested)
        {
            HttpListenerContext http;
            try
            {
                http = await _http.GetContextAsync();
            }
            catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            // Nobody waits for the one before.
            _ = AnswerAsync(http, answer, cancellationToken);
        }
    }

    public void Dispose() => ((IDisposable)_http).Dispose();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, port: 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task AnswerAsync(HttpListenerContext http, Func<HttpListenerContext, CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer(http, cancellationToken);
            http.Response.Close();
        }
        catch (Exception failure) when (failure is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Whoever asked has gone, or this command ends: nobody is left to answer.
            http.Response.Abort();
        }
    }
}
