namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>Members of Keycloak's tokens that come from elsewhere than a user's attribute.</summary>
internal static class KnownClaims
{
    public const string Properties = "oidc-usermodel-property-mapper";

    public const string Attributes = "oidc-usermodel-attribute-mapper";

    /// <summary>In every access token, and no mapper can or should write them. The subject has a mapper of its own that is always there.</summary>
    public static readonly IReadOnlySet<string> Always = new HashSet<string>(StringComparer.Ordinal)
    {
        "sub", "azp", "iss", "aud", "exp", "iat", "jti", "typ", "sid", "scope",
    };

    /// <summary>What Keycloak keeps for itself, and writes only for some tokens or for none.</summary>
    public static readonly IReadOnlySet<string> Refused = new HashSet<string>(StringComparer.Ordinal) { "nonce", "session_state", "cnf", "nbf" };

    /// <summary>Claims of the user's own record: name of the property, and the type of the claim.</summary>
    public static readonly IReadOnlyDictionary<string, (string Property, string Type)> OfUser = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["preferred_username"] = ("username", "String"),
        ["email"] = ("email", "String"),
        ["email_verified"] = ("emailVerified", "boolean"),
        ["given_name"] = ("firstName", "String"),
        ["family_name"] = ("lastName", "String"),
    };

    /// <summary>What the session remembers: name of the note, and the type of the claim.</summary>
    public static readonly IReadOnlyDictionary<string, (string Note, string Type)> OfSession = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["auth_time"] = ("AUTH_TIME", "long"),
        ["client_id"] = ("client_id", "String"),
        ["clientHost"] = ("clientHost", "String"),
        ["clientAddress"] = ("clientAddress", "String"),
    };

    /// <summary>Attributes that every user has; the user profile declares them already.</summary>
    public static readonly IReadOnlySet<string> BuiltInAttributes = new HashSet<string>(StringComparer.Ordinal) { "username", "email", "firstName", "lastName" };
}
