using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using TokenBridge.Loopback;

namespace TokenBridge.Testing;

/// <summary>An OTLP collector as far as an exporter sees it: takes what is posted over HTTP and keeps it as it came.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentQueue<(string Path, string? Authorization, byte[] Body)> _posts = new();

    private FakeCollector(LoopbackServer server)
    {
        _server = server;
        server.Serve(TakeAsync);
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address => _server.Address.ToString().TrimEnd('/');

    /// <summary>Where something was posted, each once.</summary>
    public IEnumerable<string> Paths => _posts.Select(post => post.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IEnumerable<string?> Authorizations(string path) => _posts.Where(post => post.Path == path).Select(post => post.Authorization).Distinct(StringComparer.Ordinal);

    /// <summary>All that was posted there. Texts stand in protobuf as they are, so that one can look for them.</summary>
    public string TextAt(string path) => string.Concat(_posts.Where(post => post.Path == path).Select(post => Encoding.UTF8.GetString(post.Body)));

    public static async Task<FakeCollector> StartAsync() => new(await LoopbackServer.StartAsync(port: 0, CancellationToken.None));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Request.ContentType.ShouldBe("application/x-protobuf");
        _posts.Enqueue((http.Request.Path.Value!, http.Request.Headers.Authorization, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }
}
