using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>
/// The parameters of RFC 8693, 2.1. A parameter without a value counts as left out, and unknown ones are ignored (RFC 6749, 3.2).
/// </summary>
internal static class TokenExchangeRequest
{
    /// <summary>What is issued; no registered type fits.</summary>
    public const string CredentialsType = "urn:tokenbridge:params:oauth:token-type:aws-credentials";

    public static async ValueTask<ExchangeRequest> ReadAsync(HttpRequest request)
    {
        var isForm = (await FormBody.ReadAsync(request)).TryGet(out var read, out var unreadable);
        var form = new TokenExchangeForm(isForm ? read! : FormBody.Empty, request.Headers.Authorization);
        var role = form.Roles is [var only] && RequestedRole.CheckNoToken(only) is null ? only : null;
        return new ExchangeRequest
        {
            Route = "oauth",
            Token = form.Token,
            Role = role,
            Fault = unreadable is null ? TokenExchangeChecks.Check(form) : Refuse(unreadable),
            Source = request.HttpContext.Connection.RemoteIpAddress,
            UserAgent = request.Headers.UserAgent,
        };
    }

    private static Refusal Refuse(FormFault unreadable) =>
        OAuthErrors.Fault(OAuthError.InvalidRequest, unreadable.Text) with { CountsAgainstAddress = unreadable.IsBrokenOnTheWire };
}
