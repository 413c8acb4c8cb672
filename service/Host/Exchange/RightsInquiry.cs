using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Rules;
using TokenBridge.Protocol;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>
/// The flow behind the routes that say what the rules say of a caller's own token and issue nothing. Who may do what is worth knowing to others than
/// the caller, so each inquiry leaves one record too.
/// </summary>
internal sealed class RightsInquiry(CallerAdmission admission, ActiveRuleSet rules, AuditLog audit, DecisionId decisions, TimeProvider time)
{
    /// <param name="request">As the route read it.</param>
    /// <param name="answer">What the route says of a verified caller, or why it cannot.</param>
    /// <param name="deadline">Ends the wait for a key refresh.</param>
    public async ValueTask<InquiryResult<TAnswer>> AskAsync<TAnswer>(
        ExchangeRequest request, Func<RuleSet, CallerIdentity, RequestContext, ValueTask<Result<TAnswer, Refusal>>> answer, CancellationToken deadline)
        where TAnswer : class
    {
        var began = time.GetUtcNow();
        var decisionId = decisions.Next();
        if (!audit.IsHealthy)
        {
            return new(decisionId, Refusals.AuditUnavailable);
        }

        var (result, facts) = await (await admission.AdmitAsync(request, deadline)).Match(
            admitted => AnswerAsync(admitted.Token.Caller, new RequestContext(request.Source, began), answer),
            refused => new ValueTask<Asked<TAnswer>>(new Asked<TAnswer>(refused.Refusal, new ExchangeFacts(refused.Caller))));
        await audit.WriteAsync(new ExchangeRecord(
            new RequestPart(began, decisionId, request.Route, request.Role, request.Source?.ToString(), request.UserAgent, TraceId: null),
            result.Match(_ => OutcomePart.Good, refusal => refusal.Outcome),
            facts,
            IsInquiry: true));
        return new(decisionId, result);
    }

    private async ValueTask<Asked<TAnswer>> AnswerAsync<TAnswer>(
        CallerIdentity caller, RequestContext context, Func<RuleSet, CallerIdentity, RequestContext, ValueTask<Result<TAnswer, Refusal>>> answer)
        where TAnswer : class
    {
        var current = rules.Current;
        return new(
            await answer(current, caller, context), new ExchangeFacts(new CallerPart(caller.IssuerId, caller), DecisionRecord.Of(caller, current)));
    }

    private readonly record struct Asked<TAnswer>(Result<TAnswer, Refusal> Result, ExchangeFacts Facts)
        where TAnswer : class;
}

/// <param name="DecisionId">Names the inquiry in its answer and its record.</param>
/// <param name="Result">What the caller is told.</param>
internal readonly record struct InquiryResult<TAnswer>(string DecisionId, Result<TAnswer, Refusal> Result)
    where TAnswer : class;
