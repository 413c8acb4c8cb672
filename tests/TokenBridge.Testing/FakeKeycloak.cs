using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TokenBridge.Testing;

/// <summary>Keycloak as far as a verifier sees it: HTTP on a free loopback port, any number of realms, any answer on any path.</summary>
internal sealed class FakeKeycloak : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private WebApplication? _server;

    /// <summary>Without a slash at the end; the same again after a stop and a start.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public static async Task<FakeKeycloak> StartedAsync()
    {
        var keycloak = new FakeKeycloak();
        await keycloak.StartAsync();
        return keycloak;
    }

    /// <summary>A port on which nobody answers until <see cref="StartAsync"/>.</summary>
    public static async Task<FakeKeycloak> StoppedAsync()
    {
        var keycloak = await StartedAsync();
        await keycloak.StopAsync();
        return keycloak;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        Address = new Uri(_server.Urls.Single());
    }

    /// <summary>Connections are refused from here on.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            using var atOnce = new CancellationTokenSource();
            await atOnce.CancelAsync();
            await server.StopAsync(atOnce.Token);
            await server.DisposeAsync();
        }
    }

    /// <summary>A realm with discovery, JWKS and public document; its issuer is its address unless named.</summary>
    public FakeRealm Realm(string name = "ml", string? issuer = null, params IEnumerable<TestKey> keys) => new(this, name, issuer, keys);

    /// <summary>What a path answers from now on.</summary>
    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    public void Answer(string path, string json) => Answer(path, context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    });

    /// <summary>How often a path was asked.</summary>
    public int Requests(string path) => _requests.GetValueOrDefault(path);

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.AddOrUpdate(path, 1, (_, count) => count + 1);
        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("""{"error":"Realm does not exist"}""");
    }
}
