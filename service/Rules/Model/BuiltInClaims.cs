namespace TokenBridge.Rules.Model;

/// <summary>
/// Names that every file knows without declaring them. But for the issuer each is a place in the token and nothing more: it holds what stands
/// there, whatever its JSON type, as a declared claim of that place would. A copy made for another purpose may have dropped what it had no use
/// for, and to a deny what was dropped is absent.
/// </summary>
internal static class BuiltInClaims
{
    public const string Subject = "sub";

    public const string Client = "client";

    public const string Acr = "acr";

    public const string Session = "sid";

    /// <summary>No claim: the operator's name of the issuer, which is in no token.</summary>
    public const string Issuer = "issuer";

    /// <summary>By name; all but the issuer.</summary>
    public static IReadOnlyDictionary<string, JsonPointer> Places { get; } = new Dictionary<string, JsonPointer>(StringComparer.Ordinal)
    {
        [Subject] = JsonPointer.OfMember("sub"),
        [Client] = JsonPointer.OfMember("azp"),
        [Acr] = JsonPointer.OfMember("acr"),
        [Session] = JsonPointer.OfMember("sid"),
    };

    /// <summary>One text wherever they are: a token with anything else there is refused before any rule is asked. The acr is not among them.</summary>
    public static IReadOnlyList<string> SingleTexts { get; } = [Subject, Issuer, Client, Session];
}
