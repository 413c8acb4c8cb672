namespace TokenBridge.Sts;

/// <summary>What came of asking STS for a grant.</summary>
internal abstract record StsOutcome
{
    private StsOutcome()
    {
    }

    /// <param name="Credentials">Good for more than half of their life.</param>
    /// <param name="FromCache">No STS call was made for this request.</param>
    internal sealed record Assumed(AwsCredentials Credentials, bool FromCache) : StsOutcome;

    /// <param name="Failure">Stable, for the caller, metrics and audit.</param>
    /// <param name="Detail">For the operator: STS's code and text and what to change. Audit log only.</param>
    /// <param name="RequestId">STS's id of the call, where it answered.</param>
    internal sealed record Failed(StsFailure Failure, string Detail, string? RequestId = null) : StsOutcome;
}
