using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Exchange;

/// <summary>Whether a caller may ask now: whoever was not admitted cannot be read as a caller.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <param name="Token">Verified, and whoever brings it has not asked too often.</param>
    internal sealed record Admitted(TokenVerdict.Accepted Token) : Admission;

    /// <param name="Refusal">What the caller is told.</param>
    /// <param name="Caller">For the record only; null where nobody knows even the issuer.</param>
    internal sealed record Refused(Refusal Refusal, CallerPart? Caller) : Admission;

    public TResult Match<TResult>(Func<Admitted, TResult> admitted, Func<Refused, TResult> refused) =>
        Match((admitted, refused), static (either, value) => either.admitted(value), static (either, value) => either.refused(value));

    /// <param name="state">Handed on, so that the functions need not capture anything.</param>
    /// <param name="admitted">For who may ask.</param>
    /// <param name="refused">For who may not.</param>
    public TResult Match<TState, TResult>(TState state, Func<TState, Admitted, TResult> admitted, Func<TState, Refused, TResult> refused) => this switch
    {
        Admitted value => admitted(state, value),
        Refused value => refused(state, value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
