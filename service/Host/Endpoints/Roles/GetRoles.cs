using System.Text.Json;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Rules;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Roles;

/// <summary><c>GET /v1/roles</c>: what the caller may have, and what was refused and why. Issues nothing.</summary>
internal static class GetRoles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapGet("/v1/roles", http => HandleAsync(http, services)).WithName("GetRoles").WithMetadata(GetRolesDescription.Description);
    }

    private static async Task HandleAsync(HttpContext http, IServiceProvider services)
    {
        var (token, fault) = AuthorizationHeader.Read(http.Request.Headers.Authorization);
        var request = new ExchangeRequest { Route = "roles", Token = token, Fault = fault, Source = http.Connection.RemoteIpAddress };
        var deadline = services.GetRequiredService<ExchangeDeadline>().Next();
        await (await services.GetRequiredService<CallerAdmission>().AdmitAsync(request, deadline)).Match(
            admitted => AnswerAsync(http, services, request, admitted.Token.Caller),
            refused => RefusalAnswer.WriteAsync(http.Response, refused.Refusal, services.GetRequiredService<DecisionId>().Next()));
    }

    private static async Task AnswerAsync(HttpContext http, IServiceProvider services, ExchangeRequest request, CallerIdentity caller)
    {
        var context = new RequestContext(request.Source, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var rules = services.GetRequiredService<ActiveRuleSet>().Current;
        await JsonAnswer.WriteAsync(http.Response, (caller, rules, evaluation: rules.Evaluate(caller, context)), static (json, state) =>
        {
            json.WriteString("issuer"u8, state.caller.IssuerId);
            json.WriteString("subject"u8, state.caller.Subject);
            json.WriteString("rules_hash"u8, state.rules.Hash);
            Write(json, state.evaluation);
        });
    }

    private static void Write(Utf8JsonWriter json, RuleSetEvaluation evaluation)
    {
        GrantJson.WriteObjects(json, "roles", evaluation.Eligible, GrantJson.Write);
        GrantJson.WriteObjects(json, "refused", evaluation.Refused, GrantJson.Write);
    }
}
