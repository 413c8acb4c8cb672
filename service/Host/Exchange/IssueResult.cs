using TokenBridge.Host.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>What one exchange came to, before any wire format.</summary>
internal abstract record IssueResult
{
    private IssueResult(string decisionId) => DecisionId = decisionId;

    /// <summary>Names the exchange in its answer and its audit record.</summary>
    public string DecisionId { get; }

    /// <param name="DecisionId">As above.</param>
    /// <param name="Credentials">To be handed out.</param>
    /// <param name="Notice">What the caller should know although it worked, such as a shortened duration.</param>
    /// <param name="Caller">Whose they are.</param>
    /// <param name="SourceIdentity">Of the session, where the service set one.</param>
    internal sealed record Issued(string DecisionId, AwsCredentials Credentials, string? Notice, CallerIdentity Caller, string? SourceIdentity) : IssueResult(DecisionId);

    internal sealed record Refused(string DecisionId, Refusal Refusal) : IssueResult(DecisionId);

    public TResult Match<TResult>(Func<Issued, TResult> issued, Func<Refused, TResult> refused) => this switch
    {
        Issued value => issued(value),
        Refused value => refused(value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
