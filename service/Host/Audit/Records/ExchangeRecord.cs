namespace TokenBridge.Host.Audit.Records;

/// <summary>
/// What one exchange came to, granted or refused: enough to find the session in CloudTrail (by access key id and source identity) and
/// the rule in review, and nothing secret. Made once, when all is known.
/// </summary>
/// <param name="Request">What it began with.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Facts">What was found out between the two.</param>
/// <param name="IsInquiry">The caller wanted to know what the rules say, and no credentials.</param>
internal sealed record ExchangeRecord(RequestPart Request, OutcomePart Outcome, ExchangeFacts Facts, bool IsInquiry = false);
