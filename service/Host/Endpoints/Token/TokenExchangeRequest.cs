using Microsoft.Extensions.Primitives;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>
/// The parameters of RFC 8693, 2.1. A parameter without a value counts as left out, and unknown ones are ignored (RFC 6749, 3.2); what is
/// known and cannot be honoured (actor, scope, client authentication) is refused, so that nobody believes in it.
/// </summary>
/// <param name="Exchange">For the shared flow.</param>
/// <param name="Error">What the exchange's fault, where it has one, is called in OAuth.</param>
internal sealed record TokenExchangeRequest(ExchangeRequest Exchange, OAuthError Error)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string JwtType = "urn:ietf:params:oauth:token-type:jwt";

    /// <summary>What is issued; no registered type fits.</summary>
    public const string CredentialsType = "urn:tokenbridge:params:oauth:token-type:aws-credentials";

    public static async ValueTask<TokenExchangeRequest> ReadAsync(HttpRequest request)
    {
        var (form, unreadable) = await FormBody.ReadAsync(request);
        var roles = form.All("audience").Concat(form.All("resource")).Where(role => role.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var token = (form["subject_token"] ?? "").AsMemory().Trim(" \t\r\n\f\v");
        var fault = unreadable is null ? Check(form, roles, request.Headers.Authorization, token) : (OAuthError.InvalidRequest, unreadable);
        var refusal = fault is { } found ? Refusals.Request(found.Text) : null;
        return new TokenExchangeRequest(
            new ExchangeRequest
            {
                Route = "oauth",
                Token = token,
                Role = roles.Count == 1 && RequestedRole.CheckNoToken(roles[0]) is null ? roles[0] : null,
                Fault = refusal ?? roles.Select(RequestedRole.CheckNoToken).FirstOrDefault(found => found is not null),
                Source = request.HttpContext.Connection.RemoteIpAddress,
                UserAgent = request.Headers.UserAgent,
            },
            fault?.Error ?? OAuthError.InvalidRequest);
    }

    public OAuthError ErrorFor(Refusal refusal) =>
        ReferenceEquals(refusal, Exchange.Fault) ? Error : OAuthErrors.For(refusal, Exchange.Role is not null);

    /// <summary>Never prints the token.</summary>
    public override string ToString() => $"TokenExchangeRequest {{ {Error} }}";

    private static (OAuthError Error, string Text)? Check(FormBody form, List<string> roles, StringValues authorization, ReadOnlyMemory<char> token)
    {
        if (form.Names.FirstOrDefault(name => name is not ("audience" or "resource") && form.All(name).Count > 1) is { } repeated)
        {
            return (OAuthError.InvalidRequest, $"The parameter {Shown(repeated)} stands more than once.");
        }

        if (Has("client_secret") || Has("client_assertion") || Has("client_assertion_type") || authorization.Any(IsBasic))
        {
            return (OAuthError.InvalidClient, "TokenBridge knows no OAuth clients: leave client authentication out, the subject_token says who asks.");
        }

        return form["grant_type"] switch
        {
            null or "" => (OAuthError.InvalidRequest, $"grant_type is missing; it is {GrantType}."),
            not GrantType => (OAuthError.UnsupportedGrantType, $"The only grant_type here is {GrantType}."),
            _ when form["subject_token_type"] is not (AccessTokenType or JwtType) =>
                (OAuthError.InvalidRequest, $"subject_token_type must be {AccessTokenType} or {JwtType}."),
            _ when Has("requested_token_type") && form["requested_token_type"] != CredentialsType =>
                (OAuthError.InvalidRequest, $"The only requested_token_type here is {CredentialsType}; it may be left out."),
            _ when Has("actor_token") || Has("actor_token_type") =>
                (OAuthError.InvalidRequest, "Nobody acts for somebody else here: leave actor_token and actor_token_type out."),
            _ when Has("scope") => (OAuthError.InvalidScope, "There are no scopes here, the role says what the credentials may do: leave scope out."),
            _ when roles.Count > 1 => (OAuthError.InvalidTarget, "One exchange gives the credentials of one role: name one by audience or resource."),
            _ => CheckAuthorization(authorization, token),
        };

        bool Has(string name) => form[name] is { Length: > 0 };
    }

    /// <summary>A token in the header as well must be the same: two identities in one request are none.</summary>
    private static (OAuthError Error, string Text)? CheckAuthorization(StringValues authorization, ReadOnlyMemory<char> token)
    {
        var (bearer, unreadable) = AuthorizationHeader.Read(authorization);
        return unreadable is null && (bearer.IsEmpty || bearer.Span.SequenceEqual(token.Span))
            ? null
            : (OAuthError.InvalidRequest, "Authorization names another token than subject_token: leave the header out.");
    }

    private static bool IsBasic(string? authorization) => authorization?.TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase) == true;

    private static string Shown(string name) => name.Length > 40 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-')) ? "of a form" : name;
}
