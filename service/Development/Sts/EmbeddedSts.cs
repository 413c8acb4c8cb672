using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using TokenBridge.Loopback;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>
/// An AWS STS on 127.0.0.1, down to the wire: it checks signatures, tokens, limits and trust as AWS does, and knows the sessions that it issued.
/// </summary>
internal sealed class EmbeddedSts : IAsyncDisposable
{
    private const string ApiVersion = "2011-06-15";

    private readonly LoopbackServer _server;
    private readonly CallerAuthentication _callers;
    private readonly StsOperations _operations;
    private readonly TimeProvider _clock;

    private EmbeddedSts(LoopbackServer server, TimeProvider clock)
    {
        _server = server;
        _clock = clock;
        _callers = new CallerAuthentication(clock);
        _operations = new StsOperations(_callers, Disturbances, clock);
        server.Serve(AnswerAsync);
    }

    /// <summary>Where SDKs send their requests: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint => _server.Address;

    public RequestLog Requests { get; } = new();

    public StsDisturbances Disturbances { get; } = new();

    /// <param name="port">0 takes a free one.</param>
    /// <param name="clock">For tokens and sessions; signatures are always measured by the machine's clock. Default: the machine's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmbeddedSts> StartAsync(
        int port = 0, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        new(await LoopbackServer.StartAsync(port, cancellationToken), clock ?? TimeProvider.System);

    public void Add(EmbeddedRole role) => _operations.Add(role);

    public void Add(OidcProvider provider) => _operations.Add(provider);

    /// <summary>A user with long-term keys.</summary>
    public StsPrincipal AddUser(string account, string name) => _callers.Add(StsPrincipal.User(account, name));

    /// <summary>A session as EC2, EKS or Lambda would hold it: whoever assumes a role with it is chaining.</summary>
    public StsPrincipal AddSession(RoleArn role, string sessionName) => _callers.Add(StsPrincipal.Session(
        new EmbeddedRole(role), new SessionParameters { SessionName = sessionName }, _clock.GetUtcNow() + TimeSpan.FromHours(6)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _operations.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        if (QueryRequest.Parse(Encoding.UTF8.GetString(body)) is not { } query)
        {
            await WriteAsync(context, query: null, null, new QueryFault(400, "MalformedQueryString", "The body is no form, or has a parameter twice."));
            return;
        }

        Requests.Add(RecordedRequest.Of(query, context.Request.Headers.Authorization));
        await Disturbances.PassGateAsync(context.RequestAborted);
        if (Disturbances.IsDown)
        {
            context.Abort();
            return;
        }

        if (Disturbances.Answer is { } answer)
        {
            await answer(context);
            return;
        }

        var (result, fault) = Disturbances.NextFault() is { } disturbed ? (null, disturbed) : await DispatchAsync(query, context, body);
        await WriteAsync(context, query, result, fault);
    }

    private async Task<(IReadOnlyList<XElement?>? Result, QueryFault? Fault)> DispatchAsync(QueryRequest query, HttpContext context, byte[] body)
    {
        var operation = query.Version == ApiVersion && context.Request.Path == "/" && HttpMethods.IsPost(context.Request.Method) ? query.Action : "";
        return operation switch
        {
            "AssumeRole" => _operations.AssumeRole(query, context.Request, body),
            "AssumeRoleWithWebIdentity" => await _operations.AssumeRoleWithWebIdentityAsync(query, context.RequestAborted),
            "GetCallerIdentity" => _operations.GetCallerIdentity(context.Request, body),
            _ => (null, new QueryFault(400, "InvalidAction", $"Could not find operation {query.Action} for version {query.Version}")),
        };
    }

    private static Task WriteAsync(HttpContext context, QueryRequest? query, IReadOnlyList<XElement?>? result, QueryFault? fault)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.StatusCode = fault?.Status ?? 200;
        context.Response.ContentType = "text/xml";
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        var xml = fault is null ? QueryXml.Result(query!.Action, requestId, result!) : QueryXml.Error(fault, requestId);
        return context.Response.WriteAsync(xml, context.RequestAborted);
    }

    /// <summary>The bytes as they came: the signature is over them.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
