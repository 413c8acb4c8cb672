using TokenBridge.Host.Audit;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Operations.Telemetry;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>
/// The one flow behind every wire format: who is calling, what may they have, get it, record it. No answer leaves that this token, these rules
/// and this moment would not give anew, whatever is remembered.
/// </summary>
internal sealed class CredentialIssuer(
    CallerAdmission admission,
    ActiveRuleSet rules,
    CredentialBroker broker,
    StsOptions sts,
    ExchangeDeadline deadlines,
    AuditLog audit,
    AuditOptions options,
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
            metrics.Ended(request.Route, Refusals.AuditUnavailable.Reason, TimeSpan.Zero);
            return new IssueResult.Refused(decisions.Next(), Refusals.AuditUnavailable);
        }

        using var span = ExchangeMetrics.Source.StartActivity("exchange");
        var begun = new RequestPart(
            time.GetUtcNow(), decisions.Next(), request.Route, request.Role, request.Source?.ToString(), request.UserAgent, span?.TraceId.ToString());

        var (result, facts) = await ExchangeAsync(request, begun.DecisionId);
        var outcome = OutcomePart.Good;
        if (result is IssueResult.Refused { Refusal: var refusal })
        {
            outcome = refusal.Outcome;
            span?.SetTag("error.type", refusal.Reason);
        }

        await audit.WriteAsync(new ExchangeRecord(begun, outcome, facts));
        metrics.Ended(request.Route, outcome.Reason, time.GetElapsedTime(started));
        return result;
    }

    private async ValueTask<Exchanged> ExchangeAsync(ExchangeRequest request, string decisionId)
    {
        // One deadline for the key refresh and the STS call together: the caller's SDK counts the whole answer.
        var deadline = deadlines.Next();
        var admitted = await admission.AdmitAsync(request, deadline);
        return await admitted.Match<(CredentialIssuer Self, ExchangeRequest Request, string DecisionId, CancellationToken Deadline), ValueTask<Exchanged>>(
            (this, request, decisionId, deadline),
            admitted: static (asked, caller) => asked.Self.DecideAsync(asked.Request, asked.DecisionId, caller.Token, asked.Deadline),
            refused: static (asked, refused) =>
                new(new Exchanged(new IssueResult.Refused(asked.DecisionId, refused.Refusal), new ExchangeFacts(refused.Caller))));
    }

    private async ValueTask<Exchanged> DecideAsync(ExchangeRequest request, string decisionId, TokenVerdict.Accepted token, CancellationToken deadline)
    {
        var known = token.Memory as ExchangeMemory;
        var decided = rules.Decide(token.Caller, new RequestContext(request.Source, time.GetUtcNow()), request.Role, known?.Decision);
        if (decided.Decision is RuleDecision.Denied denied)
        {
            return new(
                new IssueResult.Refused(decisionId, Refusals.Rules(denied)),
                new ExchangeFacts(new CallerPart(token.Caller.IssuerId, token.Caller), DecisionRecord.Of(token.Caller, decided.Rules, denied, options.Claims)));
        }

        var grant = ((RuleDecision.Granted)decided.Decision).Grant;
        var outcome = await broker.ObtainAsync(grant, request.Token, request.LongestSession, deadline, known?.Session?.Key);
        var settled = known?.Find(decided.Remembered, outcome);
        if (settled is null)
        {
            settled = Settled.Of(token.Caller, decided.Rules, grant, sts, outcome);
            if (decided.Remembered is { } decision)
            {
                token.Memory = ExchangeMemory.Of(known, decision, outcome, settled);
            }
        }

        return outcome.Match<(string DecisionId, CallerIdentity Caller, Settled Settled), Exchanged>(
            (decisionId, token.Caller, settled),
            assumed: static (got, session) => new(
                new IssueResult.Issued(got.DecisionId, session.Credentials, got.Settled.Notice, got.Caller, got.Settled.SourceIdentity), got.Settled.Facts),
            failed: static (got, failure) => new(new IssueResult.Refused(got.DecisionId, Refusals.Sts(failure)), got.Settled.Facts));
    }

    private readonly record struct Exchanged(IssueResult Result, ExchangeFacts Facts);
}
