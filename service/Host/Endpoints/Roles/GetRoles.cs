using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Roles;

/// <summary><c>GET /v1/roles</c>: what the caller may have, and what was refused and why. Issues nothing.</summary>
internal sealed class GetRoles(CallerAdmission admission, ExchangeDeadline deadlines, ActiveRuleSet rules, DecisionId decisions, TimeProvider time) : WireEndpoint
{
    private static readonly KnownParameters Known = new();

    protected override WireRoute Route => WireRoute.Get("/v1/roles", "GetRoles", "rules");

    protected override async Task AnswerAsync(HttpContext http)
    {
        AuthorizationHeader.Read(http.Request.Headers.Authorization).TryGet(out var token, out var fault);
        var request = new ExchangeRequest { Route = "roles", Token = token, Fault = fault ?? Known.Check(http.Request), Source = http.Connection.RemoteIpAddress };
        await (await admission.AdmitAsync(request, deadlines.Next())).Match(
            admitted => JsonAnswer.WriteAsync(http.Response, RolesOf(admitted.Token.Caller, request), WireJson.Default.RolesBody),
            refused => RefusalAnswer.WriteAsync(http.Response, refused.Refusal, decisions.Next()));
    }

    private RolesBody RolesOf(CallerIdentity caller, ExchangeRequest request)
    {
        var current = rules.Current;
        var evaluation = current.Evaluate(caller, new RequestContext(request.Source, time.GetUtcNow()));
        return new RolesBody(
            caller.IssuerId,
            caller.Subject,
            current.Hash,
            [.. evaluation.Eligible.Select(GrantDocument.Of)],
            [.. evaluation.Refused.Select(GrantDocument.Of)]);
    }
}
