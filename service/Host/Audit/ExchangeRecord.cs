using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit;

/// <summary>
/// What one exchange came to, granted or refused: enough to find the session in CloudTrail (by access key id and source identity) and
/// the rule in review, and nothing secret. The exchange fills it in stage by stage; nobody touches it once it is written.
/// </summary>
internal sealed class ExchangeRecord
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>Also in the answer, so that a caller's report leads here.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The wire format that the caller spoke: <c>container</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Null where credentials were handed out.</summary>
    public string? Reason { get; set; }

    /// <summary>For the operator; never shown to the caller.</summary>
    public string? Detail { get; set; }

    public int Status { get; set; }

    /// <summary>As the caller named it, cut to 2048 characters.</summary>
    public string? RequestedRole { get; set; }

    public string? IssuerId { get; set; }

    public string? Issuer { get; set; }

    public string? Subject { get; set; }

    public string? Client { get; set; }

    public string? KeycloakSession { get; set; }

    public string? TokenId { get; set; }

    public string? Acr { get; set; }

    /// <summary>The rule that granted or refused.</summary>
    public string? RuleId { get; set; }

    /// <summary>The decision, also where STS then failed.</summary>
    public Grant? Grant { get; set; }

    public string? Strategy { get; set; }

    /// <summary>The session's tags and source identity come from the caller's token (strategy PassThrough), so the grant's were not sent.</summary>
    public bool TagsAreOfToken { get; set; }

    /// <summary>Seconds asked of STS, after clamping.</summary>
    public int? DurationSeconds { get; set; }

    public string? DurationClamp { get; set; }

    public bool? FromCache { get; set; }

    /// <summary>An earlier session that an SDK would want to replace, because STS gave no new one.</summary>
    public bool IsOverdue { get; set; }

    public string? AccessKeyId { get; set; }

    public DateTimeOffset? Expiration { get; set; }

    public string? StsRequestId { get; set; }

    /// <summary>SHA-256 of the rule set that decided.</summary>
    public string? RulesHash { get; set; }

    /// <summary>The caller's, after trusted forwarding; null where nobody knows it.</summary>
    public string? SourceAddress { get; set; }

    /// <summary>Cut to 256 characters.</summary>
    public string? UserAgent { get; set; }

    public string? TraceId { get; set; }
}
