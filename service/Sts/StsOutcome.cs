namespace TokenBridge.Sts;

/// <summary>What came of asking STS for a grant.</summary>
internal abstract record StsOutcome
{
    private StsOutcome()
    {
    }

    /// <param name="Credentials">More than half of their life is left.</param>
    /// <param name="FromCache">No STS call was made for this request.</param>
    internal sealed record Assumed(AwsCredentials Credentials, bool FromCache) : StsOutcome
    {
        /// <summary>What was asked for, and what shortened it.</summary>
        public required EffectiveDuration Duration { get; init; }
    }

    /// <param name="Failure">Stable, for the caller, metrics and audit.</param>
    /// <param name="Detail">For the operator: STS's code and text and what to change. Audit log only.</param>
    /// <param name="RequestId">STS's id of the call, where it answered.</param>
    internal sealed record Failed(StsFailure Failure, string Detail, string? RequestId = null) : StsOutcome;
}
