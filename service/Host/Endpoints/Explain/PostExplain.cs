using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Documents;
using TokenBridge.Rules;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Explain;

/// <summary><c>POST /v1/explain</c>: why the rules say what they say of the caller's own token. Issues nothing.</summary>
internal sealed class PostExplain(RightsInquiry inquiry, ExplanationGate gate, StsOptions sts, TimeProvider time) : WireEndpoint
{
    private static readonly KnownParameters Known = new("role");

    protected override WireRoute Route => WireRoute.Post("/v1/explain", "PostExplain", "rules");

    protected override async Task AnswerAsync(HttpContext http)
    {
        var request = await ReadAsync(http.Request);
        using var deadline = new CancellationTokenSource(sts.Deadline, time);
        var asked = await inquiry.AskAsync<ExplanationBody>(
            request, (rules, caller, context) => ExplainAsync(rules, caller, context, request.Role, deadline.Token), deadline.Token);
        IssuedHeaders.WriteDecision(http.Response, asked.DecisionId);
        await asked.Result.Match(
            explanation => JsonAnswer.WriteAsync(http.Response, explanation, WireJson.Default.ExplanationBody),
            refusal => RefusalAnswer.WriteAsync(http.Response, refusal, asked.DecisionId));
    }

    /// <summary>Gives the place back as soon as the answer is made, not when a slow reader has taken it.</summary>
    private async ValueTask<Result<ExplanationBody, Refusal>> ExplainAsync(
        RuleSet rules, CallerIdentity caller, RequestContext context, string? role, CancellationToken deadline)
    {
        if (!await gate.EnterAsync(deadline))
        {
            return Refusals.TooManyExplanations;
        }

        try
        {
            return ExplanationDocument.Of(Explanation.OfOwn(rules, caller, context, role));
        }
        finally
        {
            gate.Leave();
        }
    }

    private static async ValueTask<ExchangeRequest> ReadAsync(HttpRequest request)
    {
        AuthorizationHeader.Read(request.Headers.Authorization).TryGet(out var token, out var tokenFault);
        RequestedRole.Read(request).TryGet(out var asked, out var queryFault);
        (await ExplainBody.ReadAsync(request)).TryGet(out var named, out var bodyFault);
        var role = asked.Name ?? named.Name;
        return new ExchangeRequest
        {
            Route = "explain",
            Token = token,
            Role = role,
            Fault = tokenFault ?? queryFault ?? Known.Check(request) ?? bodyFault ?? Check(asked.Name, named.Name) ?? CheckOne(role) ?? RequestedRole.CheckNoToken(named.Name),
            Source = request.HttpContext.Connection.RemoteIpAddress,
            UserAgent = request.Headers.UserAgent,
        };
    }

    private static Refusal? Check(string? asked, string? named) =>
        asked is not null && named is not null && asked != named
            ? Refusals.Request("The parameter and the body name different roles; name one.")
            : null;

    /// <summary>A star would list rules by the dozen that have nothing to do with the caller.</summary>
    private static Refusal? CheckOne(string? role) =>
        role?.Contains('*', StringComparison.Ordinal) == true ? Refusals.Request("The role has a star in it; name one role.") : null;
}
