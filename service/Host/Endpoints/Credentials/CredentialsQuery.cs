using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>What a <c>GET /v1/credentials</c> asks for.</summary>
/// <param name="Format">Of the answer.</param>
/// <param name="IsForShell">Whether a refusal must be harmless to a shell: also where nobody knows what the format was meant to be.</param>
/// <param name="Exchange">For the shared flow.</param>
internal sealed record CredentialsQuery(AnswerFormat Format, bool IsForShell, ExchangeRequest Exchange)
{
    private static readonly KnownParameters Known = new("role", "format", "shell");

    public static CredentialsQuery Read(HttpRequest request)
    {
        AnswerFormats.Read(request.Query).TryGet(out var asked, out var formatFault);
        AuthorizationHeader.Read(request.Headers.Authorization).TryGet(out var token, out var tokenFault);
        RequestedRole.Read(request).TryGet(out var role, out var roleFault);
        var format = formatFault?.MeantFor ?? asked;
        var unknown = Known.Check(request);
        return new CredentialsQuery(
            format,
            formatFault is not null || unknown is not null || format.IsForShell(),
            new ExchangeRequest
            {
                Route = format.ToRoute(),
                Token = token,
                Role = role.Name,
                Fault = tokenFault ?? roleFault ?? formatFault?.Refusal ?? unknown,
                Source = request.HttpContext.Connection.RemoteIpAddress,
                UserAgent = request.Headers.UserAgent,
            });
    }

    public Task WriteAsync(HttpResponse response, IssueResult.Issued issued) => Format switch
    {
        AnswerFormat.Container => ContainerAnswer.WriteAsync(response, issued),
        AnswerFormat.Process => ProcessAnswer.WriteAsync(response, issued),
        AnswerFormat.EnvSh => EnvironmentAnswer.WriteAsync(response, issued, Format),
        AnswerFormat.EnvFish => EnvironmentAnswer.WriteAsync(response, issued, Format),
        AnswerFormat.EnvPowerShell => EnvironmentAnswer.WriteAsync(response, issued, Format),
    };

    /// <summary>Never prints the token.</summary>
    public override string ToString() => $"CredentialsQuery {{ {Format} }}";
}
