using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>
/// What may be wrong with a token exchange, in the order in which it is looked for. What is known and cannot be honoured (actor, scope, client
/// authentication) is refused, so that nobody believes in it.
/// </summary>
internal static class TokenExchangeChecks
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string JwtType = "urn:ietf:params:oauth:token-type:jwt";

    private const string NoClients = "TokenBridge knows no OAuth clients: leave client authentication out, the subject_token says who asks.";

    private static readonly (Func<TokenExchangeForm, bool> IsWrong, OAuthError Error, string Text)[] Table =
    [
        (form => form.HasClientAuthentication, OAuthError.InvalidClient, NoClients),
        (form => form["grant_type"] is null, OAuthError.InvalidRequest, $"grant_type is missing; it is {GrantType}."),
        (form => form["grant_type"] != GrantType, OAuthError.UnsupportedGrantType, $"The only grant_type here is {GrantType}."),
        (form => form["subject_token_type"] is not (AccessTokenType or JwtType), OAuthError.InvalidRequest, $"subject_token_type must be {AccessTokenType} or {JwtType}."),
        (form => form["requested_token_type"] is not (null or TokenExchangeRequest.CredentialsType), OAuthError.InvalidRequest, $"The only requested_token_type here is {TokenExchangeRequest.CredentialsType}; it may be left out."),
        (form => form["actor_token"] is not null || form["actor_token_type"] is not null, OAuthError.InvalidRequest, "Nobody acts for somebody else here: leave actor_token and actor_token_type out."),
        (form => form["scope"] is not null, OAuthError.InvalidScope, "There are no scopes here, the role says what the credentials may do: leave scope out."),
        (form => form.Roles.Count > 1, OAuthError.InvalidTarget, "One exchange gives the credentials of one role: name one by audience or resource."),
        (form => form.HasAnotherToken, OAuthError.InvalidRequest, "Authorization names another token than subject_token: leave the header out."),
    ];

    /// <returns>The first thing that is wrong; null where nothing is.</returns>
    public static Refusal? Check(TokenExchangeForm form)
    {
        if (form.Repeated is { } repeated)
        {
            return OAuthErrors.Fault(OAuthError.InvalidRequest, $"The parameter {Shown(repeated)} stands more than once.");
        }

        if (form.HasClientAuthenticationInHeader)
        {
            // RFC 6749, 5.2: 401 and the scheme that the client tried. For what stands in the body 400 is as good, and client libraries show its text.
            return OAuthErrors.Fault(OAuthError.InvalidClient, NoClients) with { Status = StatusCodes.Status401Unauthorized };
        }

        foreach (var (isWrong, error, text) in Table)
        {
            if (isWrong(form))
            {
                return OAuthErrors.Fault(error, text);
            }
        }

        return form.Roles.Select(RequestedRole.CheckNoToken).FirstOrDefault(token => token is not null) is { } found
            ? found with { ProtocolCode = OAuthError.InvalidRequest.ToText() }
            : null;
    }

    /// <summary>Safe to repeat in an answer and in the audit log.</summary>
    private static string Shown(string name) =>
        name.Length > 40 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-')) ? "of a form" : name;
}
