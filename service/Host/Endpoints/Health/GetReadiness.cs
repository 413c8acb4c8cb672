using TokenBridge.Host.Rules;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Health;

/// <summary><c>GET /health/ready</c>: what <see cref="ServiceReadiness"/> sees, and 503 while it is not enough.</summary>
internal sealed class GetReadiness(ServiceReadiness readiness, ActiveRuleSet rules) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/health/ready", "GetReadiness", "operations");

    protected override Task AnswerAsync(HttpContext http)
    {
        var state = readiness.Look();
        http.Response.StatusCode = state.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsJsonAsync(
            new Readiness(
                state.IsReady ? "ready" : "not_ready",
                rules.Current.Hash,
                rules.RefusedReload,
                state.AuditFault is null,
                state.AuditFault,
                state.Issuers,
                state.WithoutKeys,
                state.IsStopping ? true : null),
            WireJson.Default.Readiness);
    }
}
