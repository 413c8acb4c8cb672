using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TokenBridge.Loopback;

namespace TokenBridge.Development.Realm;

/// <summary>
/// A Keycloak-shaped realm <c>ml</c> on 127.0.0.1 with the <see cref="DemoUser"/>s in it. For demonstrations and tests: its passwords are public.
/// </summary>
internal sealed class EmbeddedRealm : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly RealmTokens _tokens;
    private readonly RealmTokenEndpoint _tokenEndpoint;
    private readonly RealmDocuments _documents;
    private readonly ConcurrentQueue<string> _requests = new();

    private EmbeddedRealm(LoopbackServer server, TimeProvider clock, RSA? key)
    {
        _server = server;
        Issuer = $"{server.Address}realms/ml";
        Keys = new RealmKeyRing(clock, key);
        _tokens = new RealmTokens(Issuer, Keys, clock);
        _tokenEndpoint = new RealmTokenEndpoint(_tokens);
        _documents = new RealmDocuments(Issuer, Keys);
        server.Serve(AnswerAsync);
    }

    /// <summary>The <c>iss</c> of its tokens: <c>http://127.0.0.1:port/realms/ml</c>.</summary>
    public string Issuer { get; }

    public Uri TokenEndpoint => new($"{Issuer}/protocol/openid-connect/token");

    public RealmKeyRing Keys { get; }

    /// <summary>Tokens issued earlier are revoked; the epoch, with which Keycloak starts, revokes none.</summary>
    public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.UnixEpoch;

    /// <summary>While true, every connection is cut without an answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>The paths asked for so far, in order, also while down.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <param name="port">0 takes a free one.</param>
    /// <param name="clock">Default: the machine's.</param>
    /// <param name="key">Signs RS256 until the first rotation; default: a new one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmbeddedRealm> StartAsync(
        int port = 0, TimeProvider? clock = null, RSA? key = null, CancellationToken cancellationToken = default) =>
        new(await LoopbackServer.StartAsync(port, cancellationToken), clock ?? TimeProvider.System, key);

    /// <summary>An access token as the token endpoint would give it, without the way there.</summary>
    /// <param name="user">Whose token.</param>
    /// <param name="client">The id of a <see cref="DemoClient"/>.</param>
    /// <param name="change">Spoils or extends the claims before they are signed.</param>
    public string AccessToken(DemoUser user, string client = "notebook", Action<JsonObject>? change = null) =>
        _tokens.AccessToken(user, DemoClient.WithId(client), new RealmLogin("openid profile email", RealmTokens.NewSessionId()), change);

    /// <summary>An ID token, which must not pass for an access token.</summary>
    public string IdToken(DemoUser user, string client = "notebook") =>
        _tokens.IdToken(user, DemoClient.WithId(client), new RealmLogin("openid profile email", RealmTokens.NewSessionId()));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Keys.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        _requests.Enqueue(request.Path);
        if (IsDown)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/realms/ml/.well-known/openid-configuration") =>
                WriteAsync(context, 200, _documents.Discovery(), "no-cache, must-revalidate, no-transform, no-store"),
            ("GET", "/realms/ml/protocol/openid-connect/certs") => WriteAsync(context, 200, Keys.ToJwks(), "no-cache"),
            ("GET", "/realms/ml") => WriteAsync(context, 200, _documents.Realm(NotBefore.ToUnixTimeSeconds()), "no-cache"),
            ("POST", "/realms/ml/protocol/openid-connect/token") => AnswerTokenRequestAsync(context),
            (_, { } path) when path.StartsWith("/realms/ml/", StringComparison.Ordinal) =>
                WriteAsync(context, 404, new JsonObject { ["error"] = "HTTP 404 Not Found" }, "no-cache"),
            _ => WriteAsync(context, 404, new JsonObject { ["error"] = "Realm does not exist" }, "no-cache"),
        };
    }

    private async Task AnswerTokenRequestAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var (status, body) = _tokenEndpoint.Answer(form, NotBefore.ToUnixTimeSeconds());
        await WriteAsync(context, status, body, "no-store");
    }

    private static Task WriteAsync(HttpContext context, int status, JsonObject body, string cacheControl)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = cacheControl;
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
