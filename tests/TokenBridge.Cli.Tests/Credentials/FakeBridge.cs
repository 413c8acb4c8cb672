using Microsoft.AspNetCore.Http;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Credentials;

/// <summary>The service as far as its clients see it; any answer, also ones that it would never give.</summary>
internal sealed class FakeBridge : IAsyncDisposable
{
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private readonly FakeKeycloak _server;
    private int _sessions;

    private FakeBridge(FakeKeycloak server, TimeProvider clock)
    {
        (_server, Clock) = (server, clock);
        Answer(context => WriteAsync(context, 200, Session()));
    }

    public string Url => _server.Address.GetLeftPart(UriPartial.Authority);

    public TimeProvider Clock { get; }

    public TimeSpan SessionLife { get; set; } = TimeSpan.FromHours(1);

    public int Requests => _server.Requests("/v1/credentials");

    public List<string?> Authorizations { get; } = [];

    public static async Task<FakeBridge> StartAsync(TimeProvider? clock = null) => new(await FakeKeycloak.StartedAsync(), clock ?? TimeProvider.System);

    public void Answer(RequestDelegate answer, string path = "/v1/credentials") => _server.Answer(path, context =>
    {
        lock (Authorizations)
        {
            Authorizations.Add(context.Request.Headers.Authorization);
        }

        return answer(context);
    });

    public void Answer(int status, string body) => Answer(context => WriteAsync(context, status, body));

    public Task StopAsync() => _server.StopAsync();

    public static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    /// <summary>Each is another one: its key id counts up.</summary>
    public string Session() =>
        $$"""{"AccessKeyId":"ASIA{{Interlocked.Increment(ref _sessions):d16}}","SecretAccessKey":"{{Secret}}","Token":"the-session-token+/=","Expiration":"{{Clock.GetUtcNow() + SessionLife:yyyy-MM-ddTHH:mm:ssZ}}","AccountId":"111122223333"}""";

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
