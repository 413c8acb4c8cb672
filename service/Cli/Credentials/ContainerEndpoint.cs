using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials;

/// <summary>
/// <c>tokenbridge credentials --serve</c>: a container credentials endpoint on 127.0.0.1 that asks the service. SDKs that refuse plain http to another host
/// take this one; whoever else is on the machine knows neither its path nor its Authorization value.
/// </summary>
internal sealed class ContainerEndpoint(CredentialsQuery query, ServiceConnection service)
{
    private const string Unauthenticated = "MissingAuthenticationToken";
    private const string Unavailable = "ServiceUnavailable";

    private readonly string _path = $"/{Secret()}/credentials";
    private readonly string _authorization = Secret();

    public async Task<int> RunAsync(int port, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            using var listener = LoopbackListener.Start(port);
            var served = listener.ServeAsync(AnswerAsync, cancellationToken);
            await output.WriteAsync(
                $"export AWS_CONTAINER_CREDENTIALS_FULL_URI={listener.Address.GetLeftPart(UriPartial.Authority)}{_path}\nexport AWS_CONTAINER_AUTHORIZATION_TOKEN={_authorization}\n");
            await error.WriteLineAsync("tokenbridge: serving until Ctrl-C; paste the two lines into the shell whose programs are to have credentials, and unset AWS_PROFILE and AWS_ACCESS_KEY_ID there");
            await served;
        }
        catch (Exception failure) when (failure is IOException or SocketException or HttpListenerException)
        {
            return await FaultLine.FailAsync(error, $"cannot listen on 127.0.0.1:{port}: {failure.Message}", ExitCode.Failed);
        }

        return ExitCode.Done;
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static bool IsSame(string secret, string? said) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(said ?? "")));

    private async Task AnswerAsync(HttpListenerContext http, CancellationToken cancellationToken)
    {
        var answer = !IsSame(_path, http.Request.Url?.AbsolutePath) || http.Request.HttpMethod != "GET"
            ? Refusal(404, "NotFound", "There is nothing here.")
            : !IsSame(_authorization, http.Request.Headers["Authorization"])
                ? Refusal(401, Unauthenticated, "Set AWS_CONTAINER_AUTHORIZATION_TOKEN to the value that tokenbridge credentials --serve printed.")
                : await AskAsync(cancellationToken);
        await WriteAsync(http, answer, cancellationToken);
    }

    /// <summary>The token file is read anew each time: something else keeps it fresh.</summary>
    private async Task<ServiceAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var read = await query.Token.ReadAsync(cancellationToken);
        if (!read.TryGet(out var token, out var fault))
        {
            return Refusal(401, Unauthenticated, $"tokenbridge credentials: {SafeText.OneLine(fault.Message)}");
        }

        var asked = await service.GetAsync(query.Service.Credentials(query.Role), token, cancellationToken);
        if (!asked.TryGet(out var answer, out var unreachable))
        {
            return Refusal(503, Unavailable, SafeText.OneLine(unreachable.Message));
        }

        if (answer.Status == 200 && AwsSession.Read(answer.Body) is { } session)
        {
            return new ServiceAnswer(200, Encoding.UTF8.GetBytes(session.ToContainerDocument()), RetryAfter: null);
        }

        // A redirect or a page of something in between is nothing that an SDK could read, and one that repeats the token nothing that a user may.
        return answer.Status >= 400 && RefusalLine.IsFitForSdks(answer, token)
            ? answer
            : Refusal(Math.Max(answer.Status, 502), Unavailable, RefusalLine.Of(answer, query.Service, token));
    }

    /// <summary>Both casings: see the service's own refusals.</summary>
    private static ServiceAnswer Refusal(int status, string code, string message)
    {
        var body = AwsSession.Write(json =>
        {
            json.WriteString("code"u8, code);
            json.WriteString("message"u8, message);
            json.WriteString("Code"u8, code);
            json.WriteString("Message"u8, message);
        });
        return new ServiceAnswer(status, Encoding.UTF8.GetBytes(body), RetryAfter: null);
    }

    private static async Task WriteAsync(HttpListenerContext http, ServiceAnswer answer, CancellationToken cancellationToken)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength64 = answer.Body.Length;
        response.Headers["Cache-Control"] = "no-store";
        // Left out, the listener would name itself.
        response.Headers["Server"] = "";
        if (answer.RetryAfter is { } pause)
        {
            response.Headers["Retry-After"] = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (http.Request.HttpMethod != "HEAD")
        {
            await response.OutputStream.WriteAsync(answer.Body, cancellationToken);
        }
    }
}
