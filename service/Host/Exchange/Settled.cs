using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Sts;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>What follows from a caller, a decision and what STS made of it, and from nothing else of the request.</summary>
/// <param name="Facts">For the record.</param>
/// <param name="Notice">What the caller should know although it worked; null where all is as the rule says.</param>
/// <param name="SourceIdentity">Of the session, where the service set one.</param>
internal sealed record Settled(ExchangeFacts Facts, string? Notice, string? SourceIdentity)
{
    public static Settled Of(CallerIdentity caller, RuleSet rules, Grant grant, StsOptions sts, StsOutcome outcome)
    {
        var strategy = sts.For(grant);
        var tagsAreOfToken = strategy == SessionStrategy.PassThrough && (grant.Tags.Count > 0 || grant.SourceIdentity is not null);
        var decision = DecisionRecord.Of(caller, rules, grant, sts, tagsAreOfToken);
        return new Settled(
            new ExchangeFacts(new CallerPart(caller.IssuerId, caller), decision, PartOf(outcome)),
            outcome is StsOutcome.Assumed assumed ? NoticeOf(tagsAreOfToken, assumed) : null,
            tagsAreOfToken ? null : grant.SourceIdentity);
    }

    /// <summary>What differs from the rule, so that nothing is dropped in silence.</summary>
    private static string? NoticeOf(bool tagsAreOfToken, StsOutcome.Assumed assumed)
    {
        string?[] notices =
        [
            tagsAreOfToken ? "strategy PassThrough: tags and source identity are those of your own token, not of the rule" : null,
            assumed.Duration.Clamp,
            assumed.IsOverdue ? "AWS STS gives no new session at the moment; this is an earlier one of yours, valid as long as it says" : null,
        ];
        return notices.All(notice => notice is null) ? null : string.Join("; ", notices.OfType<string>());
    }

    private static SessionPart PartOf(StsOutcome outcome) => outcome.Match(
        static assumed => new SessionPart
        {
            DurationSeconds = assumed.Duration.Seconds,
            DurationClamp = assumed.Duration.Clamp,
            FromCache = assumed.FromCache,
            IsOverdue = assumed.IsOverdue,
            AccessKeyId = assumed.Credentials.AccessKeyId,
            Expiration = assumed.Credentials.Expiration,
            StsRequestId = assumed.Credentials.RequestId,
        },
        static failed => new SessionPart { StsRequestId = failed.RequestId });
}
