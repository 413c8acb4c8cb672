using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Cli.Loopback;
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
            using var listener = LoopbackListener.Start(port);
            await output.WriteAsync(
                $"export AWS_CONTAINER_CREDENTIALS_FULL_URI={listener.Address.GetLeftPart(UriPartial.Authority)}{_path}\nexport AWS_CONTAINER_AUTHORIZATION_TOKEN={_authorization}\n");
            await error.WriteLineAsync("tokenbridge: serving until Ctrl-C; paste the two lines into the shell whose programs are to have credentials, and unset AWS_PROFILE and AWS_ACCESS_KEY_ID there");
            await listener.ServeAsync(AnswerAsync, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpListenerException or SocketException)
        {
            return await FaultLine.FailAsync(error, $"cannot listen on 127.0.0.1:{port}: {ForeignText.Of(failure)}", ExitCode.Failed);
        }

        return ExitCode.Done;
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static bool IsSame(string secret, string? said) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(said ?? "")));

    private async Task<LoopbackAnswer> AnswerAsync(LoopbackRequest request, CancellationToken cancellationToken)
    {
        if (!IsSame(_path, request.Path) || request.Method != HttpMethod.Get.Method)
        {
            return Refusal(404, "NotFound", "There is nothing here.");
        }

        return IsSame(_authorization, request.Authorization)
            ? await AskAsync(cancellationToken)
            : Refusal(401, "MissingAuthenticationToken", "Set AWS_CONTAINER_AUTHORIZATION_TOKEN to the value that tokenbridge credentials --serve printed.");
    }

    /// <summary>The token file is read anew each time: something else keeps it fresh.</summary>
    private async Task<LoopbackAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var read = await query.Token.ReadAsync(cancellationToken);
        if (!read.TryGet(out var token, out var fault))
        {
            return Refusal(401, "MissingAuthenticationToken", $"tokenbridge credentials: {SafeText.OneLine(fault.Message)}");
        }

        var asked = await service.GetAsync(query.Service.Credentials(query.Role), token, cancellationToken);
        if (!asked.TryGet(out var answer, out var unreachable))
        {
            return Refusal(503, "ServiceUnavailable", SafeText.OneLine(unreachable.Message));
        }

        if (answer.Status == 200 && AwsSession.Read(answer.Body) is { } session)
        {
            return new LoopbackAnswer(200, Encoding.UTF8.GetBytes(session.ToContainerDocument()));
        }

        // A redirect or a page of something in between is nothing that an SDK could read, and one that repeats the token nothing that a user may.
        return answer.Status >= 400 && RefusalLine.IsFitForSdks(answer, token)
            ? new LoopbackAnswer(answer.Status, answer.Body, answer.RetryAfter)
            : Refusal(Math.Max(answer.Status, 502), "ServiceUnavailable", RefusalLine.Of(answer, query.Service, token));
    }

    /// <summary>Both casings, and no charset: see the service's own refusals.</summary>
    private static LoopbackAnswer Refusal(int status, string code, string message) => new(status, Encoding.UTF8.GetBytes(AwsSession.Write(json =>
    {
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteString("Code"u8, code);
        json.WriteString("Message"u8, message);
    })));
}
