using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tokens;

/// <summary>What the validator says of a token.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>The token is good until its expiry; ask again for every request.</summary>
    internal sealed record Accepted(CallerIdentity Caller) : TokenVerdict
    {
        private TokenMemory? _memory;

        /// <summary>One for each token; of two writers the later wins, so what is read here may be anybody's about this token, or nothing.</summary>
        public TokenMemory? Memory
        {
            get => Volatile.Read(ref _memory);
            set => Volatile.Write(ref _memory, value);
        }
    }

    /// <summary>The token is refused for good.</summary>
    /// <param name="Reason">Stable, for the caller, metrics and audit.</param>
    /// <param name="Detail">For the audit log only; holds no part of the token but names, numbers and bounded claim values.</param>
    /// <param name="IssuerId">The configured issuer that the token named, once known.</param>
    /// <param name="Signer">Whom it names; null until the signature was verified.</param>
    internal sealed record Rejected(TokenRejection Reason, string Detail, string? IssuerId = null, TokenSigner? Signer = null) : TokenVerdict
    {
        /// <summary>Chooses the words for the caller, and nothing else.</summary>
        public TokenAdvice Advice { get; init; }
    }

    /// <summary>
    /// Nobody can say yet whether the token is good: the keys of its issuer were never fetched or not within the caller's deadline, or its
    /// <c>kid</c> is unknown and the issuer cannot be asked. Ask again later.
    /// </summary>
    internal sealed record KeysUnavailable(string IssuerId, string Detail) : TokenVerdict;

    /// <param name="state">Handed on, so that the functions need not capture anything.</param>
    /// <param name="accepted">For a good token.</param>
    /// <param name="rejected">For one that is refused for good.</param>
    /// <param name="unavailable">For one that nobody can judge yet.</param>
    public TResult Match<TState, TResult>(
        TState state, Func<TState, Accepted, TResult> accepted, Func<TState, Rejected, TResult> rejected, Func<TState, KeysUnavailable, TResult> unavailable) => this switch
        {
            Accepted verdict => accepted(state, verdict),
            Rejected verdict => rejected(state, verdict),
            KeysUnavailable verdict => unavailable(state, verdict),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
