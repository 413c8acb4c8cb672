using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Documents;
using TokenBridge.Rules;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Roles;

/// <summary><c>GET /v1/roles</c>: what the caller may have, and what was refused and why. Issues nothing.</summary>
internal sealed class GetRoles(RightsInquiry inquiry, ExchangeDeadline deadlines) : WireEndpoint
{
    private static readonly KnownParameters Known = new();

    protected override WireRoute Route => WireRoute.Get("/v1/roles", "GetRoles", "rules");

    protected override async Task AnswerAsync(HttpContext http)
    {
        AuthorizationHeader.Read(http.Request.Headers.Authorization).TryGet(out var token, out var fault);
        var request = new ExchangeRequest
        {
            Route = "roles",
            Token = token,
            Fault = fault ?? Known.Check(http.Request),
            Source = http.Connection.RemoteIpAddress,
            UserAgent = http.Request.Headers.UserAgent,
        };
        var asked = await inquiry.AskAsync<RolesBody>(request, static (rules, caller, context) => new(RolesOf(rules, caller, context)), deadlines.Next());
        IssuedHeaders.WriteDecision(http.Response, asked.DecisionId);
        await asked.Result.Match(
            roles => JsonAnswer.WriteAsync(http.Response, roles, WireJson.Default.RolesBody),
            refusal => RefusalAnswer.WriteAsync(http.Response, refusal, asked.DecisionId));
    }

    private static RolesBody RolesOf(RuleSet rules, CallerIdentity caller, RequestContext context)
    {
        var evaluation = rules.Evaluate(caller, context);
        return new RolesBody(
            caller.IssuerId,
            caller.Subject,
            rules.Hash,
            [.. evaluation.Eligible.Select(GrantDocument.Of)],
            [.. evaluation.Refused.Select(GrantDocument.Of)]);
    }
}
