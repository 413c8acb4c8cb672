namespace TokenBridge.Host.Audit.Records;

/// <summary>What STS gave, or its id of the call that it refused.</summary>
internal sealed record SessionPart
{
    /// <summary>Asked of STS, after clamping; null where STS failed.</summary>
    public int? DurationSeconds { get; init; }

    public string? DurationClamp { get; init; }

    public bool? FromCache { get; init; }

    /// <summary>An earlier session that an SDK would want to replace, because STS gave no new one.</summary>
    public bool IsOverdue { get; init; }

    public string? AccessKeyId { get; init; }

    public DateTimeOffset? Expiration { get; init; }

    /// <summary>STS's id of the call, for CloudTrail.</summary>
    public string? StsRequestId { get; init; }
}
