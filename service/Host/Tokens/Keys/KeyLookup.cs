namespace TokenBridge.Host.Tokens.Keys;

/// <summary>What an issuer's key ring knows about a <c>kid</c>.</summary>
internal abstract record KeyLookup
{
    private KeyLookup()
    {
    }

    /// <param name="Key">The key.</param>
    /// <param name="Keys">The set that it was found in.</param>
    internal sealed record Found(SigningKey Key, IssuerKeySet Keys) : KeyLookup;

    /// <summary>The issuer has answered and has no such key.</summary>
    internal sealed record Unknown(string Detail) : KeyLookup;

    /// <summary>The issuer could not be asked, or not in time.</summary>
    internal sealed record Unavailable(string Detail) : KeyLookup;
}
