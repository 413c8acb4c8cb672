using System.Diagnostics;
using TokenBridge.Host.Audit;
using TokenBridge.Host.Endpoints.Token;
using TokenBridge.Host.Operations;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>
/// The one flow behind every wire format: who is calling, what may they have, get it, record it. The token is validated and the rules
/// are evaluated on every request, whatever is cached.
/// </summary>
internal sealed class CredentialIssuer(
    CallerAdmission admission,
    ActiveRuleSet rules,
    CredentialBroker broker,
    StsOptions sts,
    ExchangeDeadline deadlines,
    AuditLog audit,
    ExchangeMetrics metrics,
    DecisionId decisions,
    TimeProvider time)
{
    /// <summary>Never throws for what a caller, Keycloak or STS may do; writes exactly one audit record, and begins nothing while it cannot.</summary>
    public async ValueTask<IssueResult> IssueAsync(ExchangeRequest request)
    {
        var started = time.GetTimestamp();
        if (!audit.IsHealthy)
        {
            metrics.Ended(request.Route, Refusals.Unrecorded.Reason, TimeSpan.Zero);
            return new IssueResult.Refused(decisions.Next(), Refusals.Unrecorded);
        }

        using var span = ExchangeMetrics.Source.StartActivity("exchange");
        var record = new ExchangeRecord
        {
            Time = time.GetUtcNow(),
            DecisionId = decisions.Next(),
            Route = request.Route,
            RequestedRole = Bounded(request.Role, 2048),
            SourceAddress = request.Source?.ToString(),
            UserAgent = Bounded(request.UserAgent, 256),
            TraceId = span?.TraceId.ToString(),
        };

        var result = await ExchangeAsync(request, record);
        if (result is IssueResult.Refused refused)
        {
            Describe(record, refused.Refusal, span);
        }
        else
        {
            record.Status = StatusCodes.Status200OK;
        }

        await audit.WriteAsync(record);
        metrics.Ended(request.Route, record.Reason, time.GetElapsedTime(started));
        return result;
    }

    private async ValueTask<IssueResult> ExchangeAsync(ExchangeRequest request, ExchangeRecord record)
    {
        // One deadline for the key refresh and the STS call together: the caller's SDK counts the whole answer.
        var deadline = deadlines.Next();
        var (caller, refusal, issuerId) = await admission.AdmitAsync(request, deadline);
        Describe(record, caller, issuerId);
        if (caller is null || refusal is not null)
        {
            return new IssueResult.Refused(record.DecisionId, refusal!);
        }

        (var decision, record.RulesHash) = rules.Decide(caller, new RequestContext(request.Source, time.GetUtcNow()), request.Role);
        if (decision is RuleDecision.Denied denied)
        {
            return new IssueResult.Refused(record.DecisionId, Refusals.Rules(denied));
        }

        var grant = ((RuleDecision.Granted)decision).Grant;
        record.Grant = grant;
        record.RuleId = grant.RuleId;
        var strategy = sts.For(grant);
        record.Strategy = strategy.ToText();
        record.TagsAreOfToken = strategy == SessionStrategy.PassThrough && (grant.Tags.Count > 0 || grant.SourceIdentity is not null);
        var outcome = await broker.ObtainAsync(grant, request.Token, request.LongestSession, deadline);
        if (outcome is StsOutcome.Failed failed)
        {
            record.StsRequestId = failed.RequestId;
            return new IssueResult.Refused(record.DecisionId, Refusals.Sts(failed));
        }

        var assumed = (StsOutcome.Assumed)outcome;
        Describe(record, assumed);
        return new IssueResult.Issued(record.DecisionId, assumed.Credentials, Notice(record, assumed), caller, record.TagsAreOfToken ? null : grant.SourceIdentity);
    }

    /// <summary>What differs from the rule, so that nothing is dropped in silence.</summary>
    private static string? Notice(ExchangeRecord record, StsOutcome.Assumed assumed)
    {
        string?[] notices =
        [
            record.TagsAreOfToken ? "strategy PassThrough: tags and source identity are those of your own token, not of the rule" : null,
            assumed.Duration.Clamp,
            assumed.IsOverdue ? "AWS STS gives no new session at the moment; this is an earlier one of yours, valid as long as it says" : null,
        ];
        return notices.All(notice => notice is null) ? null : string.Join("; ", notices.OfType<string>());
    }

    private static void Describe(ExchangeRecord record, CallerIdentity? caller, string? issuerId)
    {
        record.IssuerId = issuerId;
        if (caller is null)
        {
            return;
        }

        record.Issuer = caller.Issuer;
        record.Subject = caller.Subject;
        record.Client = caller.Client;
        record.KeycloakSession = caller.SessionId;
        record.TokenId = caller.TokenId;
        record.Acr = caller.Acr;
    }

    private static void Describe(ExchangeRecord record, StsOutcome.Assumed assumed)
    {
        record.DurationSeconds = assumed.Duration.Seconds;
        record.DurationClamp = assumed.Duration.Clamp;
        record.FromCache = assumed.FromCache;
        record.IsOverdue = assumed.IsOverdue;
        record.AccessKeyId = assumed.Credentials.AccessKeyId;
        record.Expiration = assumed.Credentials.Expiration;
        record.StsRequestId = assumed.Credentials.RequestId;
    }

    private static void Describe(ExchangeRecord record, Refusal refusal, Activity? span)
    {
        record.Status = refusal.Status;
        record.Reason = refusal.Reason;
        record.Detail = refusal.Detail ?? refusal.Message;
        record.RuleId ??= refusal.RuleId;
        span?.SetTag("error.type", refusal.Reason);
    }

    private static string? Bounded(string? text, int most) => text is null || text.Length <= most ? text : text[..most];
}
