using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenBridge.Loopback;

/// <summary>A silent Kestrel on 127.0.0.1: reads no configuration, writes no log, takes no signals.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource<RequestDelegate> _answer;

    private LoopbackServer(WebApplication application, Uri address, TaskCompletionSource<RequestDelegate> answer)
    {
        _application = application;
        _answer = answer;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Requests wait until <see cref="Serve"/> says who answers them: by then the address is known.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="cancellationToken">Ends the start, not the server.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();

        var answer = new TaskCompletionSource<RequestDelegate>(TaskCreationOptions.RunContinuationsAsynchronously);
        var application = builder.Build();
        application.Run(async context => await (await answer.Task)(context));
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return new LoopbackServer(application, new Uri(addresses.Addresses.Single()), answer);
    }

    /// <summary>Once only.</summary>
    public void Serve(RequestDelegate answer) => _answer.SetResult(answer);

    public async ValueTask DisposeAsync()
    {
        // Held answers must not hold up the end: whoever still waits is cut off.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }

    /// <summary>Whoever started the server ends it: Ctrl-C belongs to the command line.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
