using System.Diagnostics;
using TokenBridge.Host.Sts.Sessions;

namespace TokenBridge.Host.Sts;

/// <summary>What came of asking STS for a grant.</summary>
internal abstract record StsOutcome
{
    private StsOutcome()
    {
    }

    public TResult Match<TResult>(Func<Assumed, TResult> assumed, Func<Failed, TResult> failed) =>
        Match((assumed, failed), static (either, session) => either.assumed(session), static (either, failure) => either.failed(failure));

    /// <param name="state">Handed on, so that the functions need not capture anything.</param>
    /// <param name="assumed">For a session.</param>
    /// <param name="failed">For none.</param>
    public TResult Match<TState, TResult>(TState state, Func<TState, Assumed, TResult> assumed, Func<TState, Failed, TResult> failed) => this switch
    {
        Assumed session => assumed(state, session),
        Failed failure => failed(state, failure),
        _ => throw new UnreachableException(),
    };

    /// <param name="Credentials">With the expiry that STS gave them.</param>
    /// <param name="FromCache">No STS call was made for this request.</param>
    internal sealed record Assumed(AwsCredentials Credentials, bool FromCache) : StsOutcome
    {
        /// <summary>What was asked for, and what shortened it.</summary>
        public required EffectiveDuration Duration { get; init; }

        /// <summary>What it was found by; null where STS was asked.</summary>
        public CredentialKey? Key { get; init; }

        /// <summary>An SDK may want better ones by now, but STS gives none at the moment.</summary>
        public bool IsOverdue { get; init; }
    }

    /// <param name="Failure">Stable, for the caller, metrics and audit.</param>
    /// <param name="Detail">For the operator: STS's code and text and what to change. Audit log only.</param>
    /// <param name="RequestId">STS's id of the call, where it answered.</param>
    internal sealed record Failed(StsFailure Failure, string Detail, string? RequestId = null) : StsOutcome
    {
        /// <summary>What the caller reads, where the failure's own text would lead astray; printable ASCII without quotes and backslashes.</summary>
        public string? CallerText { get; init; }

        /// <summary>AWS gives sessions of this length to nobody here; a shorter one may do.</summary>
        public DurationLimit? TooLong { get; init; }
    }
}
