using TokenBridge.Host.Audit;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Health;

/// <summary>
/// <c>GET /health/ready</c>: rules are loaded, the keys of at least one issuer are present and audit records can be written; else 503 and why.
/// </summary>
internal sealed class GetReadiness(IEnumerable<IssuerKeyRing> keyRings, ActiveRuleSet rules, AuditLog audit) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/health/ready", "GetReadiness", "operations");

    protected override Task AnswerAsync(HttpContext http)
    {
        var issuers = keyRings.Select(ring => new IssuerReadiness(ring.Id, ring.HasKeys, ring.LastSuccess, ring.LastFault)).ToList();
        var auditFault = audit.Failure;
        var ready = auditFault is null && issuers.Any(issuer => issuer.Keys);
        http.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsJsonAsync(
            new Readiness(ready ? "ready" : "not_ready", rules.Current.Hash, rules.RefusedReload, auditFault is null, auditFault, issuers), WireJson.Default.Readiness);
    }
}
