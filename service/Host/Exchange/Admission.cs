using TokenBridge.Host.Audit;
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

    public TResult Match<TResult>(Func<Admitted, TResult> admitted, Func<Refused, TResult> refused) => this switch
    {
        Admitted value => admitted(value),
        Refused value => refused(value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
