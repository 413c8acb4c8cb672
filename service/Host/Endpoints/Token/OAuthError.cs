using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>The <c>error</c> of RFC 6749, 5.2, and RFC 8693, 2.2.2. The value in snake_case is what stands in the answer.</summary>
internal enum OAuthError
{
    /// <summary>Also for a subject token that is not accepted and for what the rules refuse without a named role (RFC 8693, 2.2.2).</summary>
    InvalidRequest,

    /// <summary>Client authentication was sent, and there are no clients here: 401 where it came in <c>Authorization</c>, else 400.</summary>
    InvalidClient,

    InvalidScope,

    /// <summary>The role that audience or resource names cannot be had, or they name several.</summary>
    InvalidTarget,

    UnsupportedGrantType,

    /// <summary>503, and 429 for who asks too often: worth asking again after <c>Retry-After</c>.</summary>
    TemporarilyUnavailable,
}

/// <summary>The texts of <see cref="OAuthError"/>, and which one a refusal of the shared flow becomes.</summary>
internal static class OAuthErrors
{
    public static string ToText(this OAuthError error) => error switch
    {
        OAuthError.InvalidRequest => "invalid_request",
        OAuthError.InvalidClient => "invalid_client",
        OAuthError.InvalidScope => "invalid_scope",
        OAuthError.InvalidTarget => "invalid_target",
        OAuthError.UnsupportedGrantType => "unsupported_grant_type",
        OAuthError.TemporarilyUnavailable => "temporarily_unavailable",
    };

    /// <param name="error">What the fault of a request is called.</param>
    /// <param name="text">What to do about it.</param>
    public static Refusal Fault(OAuthError error, string text) => Refusals.Request(text) with { ProtocolCode = error.ToText() };

    /// <param name="refusal">Of the request itself, the token, the rules or STS.</param>
    /// <param name="roleNamed">Whether the request names a role.</param>
    public static OAuthError For(Refusal refusal, bool roleNamed) => refusal.Status switch
    {
        _ when refusal.ProtocolCode is { } code => Enum.GetValues<OAuthError>().First(error => error.ToText() == code),
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => OAuthError.TemporarilyUnavailable,

        // 400 is a name that fits several roles; a token or a login that does not do (401) has nothing to do with the role.
        StatusCodes.Status403Forbidden or StatusCodes.Status400BadRequest when roleNamed => OAuthError.InvalidTarget,
        _ => OAuthError.InvalidRequest,
    };

    /// <summary>RFC 6749 answers 400 but for its two exceptions; 429 and 503 are what HTTP has.</summary>
    public static int StatusFor(OAuthError error, Refusal refusal) => error switch
    {
        OAuthError.InvalidClient => refusal.Status,
        OAuthError.TemporarilyUnavailable => refusal.Status,
        OAuthError.InvalidRequest => StatusCodes.Status400BadRequest,
        OAuthError.InvalidScope => StatusCodes.Status400BadRequest,
        OAuthError.InvalidTarget => StatusCodes.Status400BadRequest,
        OAuthError.UnsupportedGrantType => StatusCodes.Status400BadRequest,
    };
}
