using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Explain;

/// <summary><c>POST /v1/explain</c>: why the rules say what they say of the caller's own token. Issues nothing.</summary>
internal sealed class PostExplain(
    CallerAdmission admission, ExplanationGate gate, ActiveRuleSet rules, StsOptions sts, TimeProvider time) : WireEndpoint
{
    private static readonly KnownParameters Known = new("role");

    protected override WireRoute Route => WireRoute.Post("/v1/explain", "PostExplain", "rules");

    protected override async Task AnswerAsync(HttpContext http)
    {
        var request = await ReadAsync(http.Request);
        using var deadline = new CancellationTokenSource(sts.Deadline, time);
        await (await admission.AdmitAsync(request, deadline.Token)).Match(
            admitted => ExplainAsync(http, request, admitted.Token.Caller, deadline.Token),
            refused => RefusalAnswer.WriteAsync(http, refused.Refusal));
    }

    private async Task ExplainAsync(HttpContext http, ExchangeRequest request, CallerIdentity caller, CancellationToken deadline)
    {
        if (!await gate.EnterAsync(deadline))
        {
            await RefusalAnswer.WriteAsync(http, Refusals.TooManyExplanations);
            return;
        }

        await Answer(http.Response, caller, request);
    }

    /// <summary>Gives the place back as soon as the answer is written, not when a slow reader has taken it.</summary>
    private Task Answer(HttpResponse response, CallerIdentity caller, ExchangeRequest request)
    {
        try
        {
            var explanation = Explanation.OfOwn(rules.Current, caller, new RequestContext(request.Source, time.GetUtcNow()), request.Role);
            return JsonAnswer.WriteAsync(response, ExplanationDocument.Of(explanation), WireJson.Default.ExplanationBody);
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
