using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Loopback;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials;

/// <summary>
/// <c>tokenbridge credentials --serve</c>: a container credentials endpoint on 127.0.0.1 that asks the service. SDKs that refuse plain http to another host
/// take this one; whoever else is on the machine knows neither its path nor its Authorization value.
/// </summary>
internal sealed class ContainerEndpoint(CredentialsQuery query, ServiceConnection service)
{
    private readonly string _path = $"/{Secret()}/credentials";
    private readonly string _authorization = Secret();

    public async Task<int> RunAsync(int port, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await LoopbackServer.StartAsync(port, cancellationToken);
            server.Serve(AnswerAsync);
            await output.WriteAsync(
                $"export AWS_CONTAINER_CREDENTIALS_FULL_URI={server.Address.GetLeftPart(UriPartial.Authority)}{_path}\nexport AWS_CONTAINER_AUTHORIZATION_TOKEN={_authorization}\n");
            await error.WriteLineAsync("tokenbridge: serving until Ctrl-C; paste the two lines into the shell whose programs are to have credentials, and unset AWS_PROFILE and AWS_ACCESS_KEY_ID there");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // How this command ends.
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return await FaultLine.FailAsync(error, $"cannot listen on 127.0.0.1:{port}: {ForeignText.Of(failure)}", ExitCode.Failed);
        }

        return ExitCode.Done;
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static bool IsSame(string secret, string? said) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(said ?? "")));

    private async Task AnswerAsync(HttpContext http)
    {
        if (!LoopbackGuard.Permits(http.Connection.LocalIpAddress, http.Request.Host))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "ValidationError", "This address answers loopback Host names only.");
        }
        else if (!IsSame(_path, http.Request.Path.Value) || !HttpMethods.IsGet(http.Request.Method))
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "NotFound", "There is nothing here.");
        }
        else if (http.Request.Headers.Authorization is not [var said] || !IsSame(_authorization, said))
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "MissingAuthenticationToken", "Set AWS_CONTAINER_AUTHORIZATION_TOKEN to the value that tokenbridge credentials --serve printed.");
        }
        else
        {
            await AskAsync(http);
        }
    }

    /// <summary>The token file is read anew each time: something else keeps it fresh.</summary>
    private async Task AskAsync(HttpContext http)
    {
        var read = await query.Token.ReadAsync(http.RequestAborted);
        if (!read.TryGet(out var token, out var fault))
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "MissingAuthenticationToken", $"tokenbridge credentials: {SafeText.OneLine(fault.Message)}");
            return;
        }

        var asked = await service.GetAsync(query.Service.Credentials(query.Role), token, http.RequestAborted);
        if (!asked.TryGet(out var answer, out var unreachable))
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", SafeText.OneLine(unreachable.Message));
            return;
        }

        if (answer.Status == StatusCodes.Status200OK && AwsSession.Read(answer.Body) is { } session)
        {
            await WriteAsync(http, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(session.ToContainerDocument()));
        }
        else if (answer.Status >= 400 && RefusalLine.IsFitForSdks(answer, token))
        {
            await WriteAsync(http, answer.Status, answer.Body, answer.RetryAfter);
        }
        else
        {
            // A redirect or a page of something in between is nothing that an SDK could read, and one that repeats the token nothing that a user may.
            await RefuseAsync(http, Math.Max(answer.Status, StatusCodes.Status502BadGateway), "ServiceUnavailable", RefusalLine.Of(answer, query.Service, token));
        }
    }

    /// <summary>Both casings, and no charset: see the service's own refusals.</summary>
    private static Task RefuseAsync(HttpContext http, int status, string code, string message)
    {
        var body = AwsSession.Write(json =>
        {
            json.WriteString("code"u8, code);
            json.WriteString("message"u8, message);
            json.WriteString("Code"u8, code);
            json.WriteString("Message"u8, message);
        });
        return WriteAsync(http, status, Encoding.UTF8.GetBytes(body));
    }

    private static Task WriteAsync(HttpContext http, int status, byte[] body, TimeSpan? retryAfter = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } pause)
        {
            http.Response.Headers.RetryAfter = $"{(int)pause.TotalSeconds}";
        }

        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
