using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace TokenBridge.Loopback;

/// <summary>
/// A silent Kestrel on 127.0.0.1: reads no configuration, writes no log, takes no signals. No host around it: nothing here
/// uses routing, error pages or a container of services.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly TaskCompletionSource<RequestDelegate> _answer;

    private LoopbackServer(KestrelServer server, TaskCompletionSource<RequestDelegate> answer)
    {
        _server = server;
        _answer = answer;
        Address = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Requests wait until <see cref="Serve"/> says who answers them: by then the address is known.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="cancellationToken">Ends the start, not the server.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
        var answer = new TaskCompletionSource<RequestDelegate>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await server.StartAsync(new Application(answer.Task), cancellationToken);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return new LoopbackServer(server, answer);
    }

    /// <summary>Once only.</summary>
    public void Serve(RequestDelegate answer) => _answer.SetResult(answer);

    public async ValueTask DisposeAsync()
    {
        // Held answers must not hold up the end: whoever still waits is cut off.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        _server.Dispose();
    }

    /// <summary>A context for each request, and nothing kept of it.</summary>
    private sealed class Application(Task<RequestDelegate> answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context) => await (await answer)(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
