namespace TokenBridge.Host.Tokens;

/// <summary>
/// What a refused text says that it is, where that calls for other words than the reason alone. Nobody has verified it: it chooses words and nothing else.
/// </summary>
internal enum TokenAdvice
{
    /// <summary>The reason says enough.</summary>
    None,

    /// <summary>The JSON answer of Keycloak's token endpoint, of which the token is one member.</summary>
    WholeAnswer,

    /// <summary>The JSON answer of a login that failed.</summary>
    ErrorAnswer,

    /// <summary>The token with quotation marks around it.</summary>
    QuotationMarks,

    /// <summary>The header's name or its scheme within its value.</summary>
    SchemeTwice,

    /// <summary>Another scheme than Bearer.</summary>
    OtherScheme,

    /// <summary>A word that programs write where they have no token, or a variable that no shell has filled in.</summary>
    Placeholder,

    /// <summary>A JWE: only its recipient can read it.</summary>
    Encrypted,

    /// <summary>White space within it, as where it was copied from a terminal.</summary>
    Broken,

    /// <summary>The beginning of a JWT.</summary>
    CutOff,

    /// <summary>No dot in it: a code, an identifier, a password, or a token that only its issuer can read.</summary>
    Opaque,

    /// <summary>The realm may have the key by now: its keys were read a moment ago, and are not read for every stranger.</summary>
    KeyMayCome,
}
