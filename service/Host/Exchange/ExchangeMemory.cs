using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Exchange;

/// <summary>What the exchanges of one token need not work out again: the decision, and what follows from it and a session out of the cache.</summary>
internal sealed class ExchangeMemory : TokenMemory
{
    private readonly Settled? _settled;

    private ExchangeMemory(RememberedDecision decision, StsOutcome.Assumed? session, Settled? settled) =>
        (Decision, Session, _settled) = (decision, session, settled);

    /// <summary>Says itself for what it answers.</summary>
    public RememberedDecision Decision { get; }

    /// <summary>Out of the cache; null until a second exchange has found one.</summary>
    public StsOutcome.Assumed? Session { get; }

    /// <returns>Null where it must be worked out: another decision, another session, or the first time.</returns>
    public Settled? Find(RememberedDecision? decision, StsOutcome outcome) =>
        ReferenceEquals(decision, Decision) && Session is { } known && outcome is StsOutcome.Assumed { FromCache: true } assumed
        && ReferenceEquals(assumed.Credentials, known.Credentials) && assumed.Duration == known.Duration && assumed.IsOverdue == known.IsOverdue
            ? _settled
            : null;

    /// <summary>
    /// What to remember of an exchange. Of the first one no more than the decision: most tokens that come once with a cached session do not come
    /// again.
    /// </summary>
    public static ExchangeMemory Of(ExchangeMemory? earlier, RememberedDecision decision, StsOutcome outcome, Settled settled) =>
        ReferenceEquals(earlier?.Decision, decision) && outcome is StsOutcome.Assumed { FromCache: true } assumed
            ? new ExchangeMemory(decision, assumed, settled with { Facts = AuditLine.Frozen(settled.Facts) })
            : new ExchangeMemory(decision, session: null, settled: null);
}
