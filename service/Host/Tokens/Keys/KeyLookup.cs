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
    /// <param name="Detail">For the record.</param>
    /// <param name="MayCome">It was asked a moment ago, and not again for this key.</param>
    internal sealed record Unknown(string Detail, bool MayCome = false) : KeyLookup;

    /// <summary>The issuer could not be asked, or not in time.</summary>
    internal sealed record Unavailable(string Detail) : KeyLookup;

    /// <param name="state">Handed on, so that the functions need not capture anything.</param>
    /// <param name="found">For a key of the issuer.</param>
    /// <param name="unknown">For a key that the issuer does not have.</param>
    /// <param name="unavailable">Where nobody can say yet.</param>
    public TResult Match<TState, TResult>(
        TState state, Func<TState, Found, TResult> found, Func<TState, Unknown, TResult> unknown, Func<TState, Unavailable, TResult> unavailable) => this switch
        {
            Found lookup => found(state, lookup),
            Unknown lookup => unknown(state, lookup),
            Unavailable lookup => unavailable(state, lookup),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
