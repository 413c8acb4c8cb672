using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Exchange;

/// <summary>What to do about a text that is no token, by what it looks like. Printable ASCII without quotes and backslashes: it goes into a header.</summary>
internal static class TokenAdviceText
{
    /// <returns>Null where the reason's own text stands.</returns>
    public static string? Of(TokenAdvice advice) => advice switch
    {
        TokenAdvice.None => null,
        TokenAdvice.WholeAnswer => "This is Keycloak's whole answer: send the value of its access_token alone (jq -r .access_token).",
        TokenAdvice.ErrorAnswer => "This is an answer by which a login failed, and no token is in it: read its error_description, then log in again.",
        TokenAdvice.QuotationMarks => "Quotation marks stand around the token: send it without them (jq -r leaves them out).",
        TokenAdvice.SchemeTwice => "The word Bearer stands twice, or the header's name within its value: send Authorization: Bearer, a blank, and the token alone.",
        TokenAdvice.OtherScheme => "This is another scheme than Bearer: send the access_token of Keycloak's answer as Authorization: Bearer.",
        TokenAdvice.Placeholder => "A word or a variable stands where the token belongs: the program that should have filled it in had no token. Look at what Keycloak answered.",
        TokenAdvice.Encrypted => "This token is encrypted (JWE), and only its recipient can read it: switch off the encryption of access tokens for the Keycloak client.",
        TokenAdvice.Broken => "White space stands within the token, as where it was copied from several lines: send it in one line, unchanged.",
        TokenAdvice.CutOff => "This is the beginning of a token only: send the access_token of Keycloak's answer whole; it has two dots.",
        TokenAdvice.Opaque => "This is no JWT but an opaque value, such as a code, a password or an identifier: send the access_token of Keycloak's answer.",
        TokenAdvice.KeyMayCome =>
            "The realm did not publish the token's signing key when it was last asked, a moment ago: ask again in a moment, and log in again only if that does not help.",
    };
}
