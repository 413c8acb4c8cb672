using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenBridge.Host.Audit;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Endpoints.Health;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: rules are loaded, the keys of at least one issuer are present and
/// audit records can be written; else 503 and why.
/// </summary>
internal static class HealthRoutes
{
    private static readonly RouteExample ReadinessExample = new(
        "application/json",
        "Readiness",
        """
        {
          "status": "ready", "rules_hash": "9f86…", "rules_fault": "…", "audit": true,
          "issuers": [{ "id": "research", "keys": true, "last_read": "2026-11-21T18:30:00+00:00", "fault": "…" }]
        }
        """,
        "rules_fault", "last_read", "fault");

    private static readonly RouteDescription OfLiveness = new("operations", "The process answers.")
    {
        Answers = [new RouteAnswer(200, "Always.", new RouteExample("application/json", "Liveness", """{ "status": "live" }"""))],
    };

    private static readonly RouteDescription OfReadiness = new("operations", "Whether credentials can be had.")
    {
        Answers = [new RouteAnswer(200, "They can.", ReadinessExample), new RouteAnswer(503, "Not yet, or not now: status is not_ready.", ReadinessExample)],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new Liveness("live"), HealthJson.Default.Liveness))
            .WithName("GetLiveness").WithMetadata(OfLiveness);
        routes.MapGet("/health/ready", Ready).WithName("GetReadiness").WithMetadata(OfReadiness);
    }

    private static JsonHttpResult<Readiness> Ready(IEnumerable<IssuerKeyRing> keyRings, ActiveRuleSet rules, AuditLog audit)
    {
        var issuers = keyRings.Select(ring => new IssuerReadiness(ring.Id, ring.HasKeys, ring.LastSuccess, ring.LastFault)).ToList();
        var ready = audit.IsHealthy && issuers.Any(issuer => issuer.Keys);
        var body = new Readiness(ready ? "ready" : "not_ready", rules.Current.Hash, rules.RefusedReload, audit.IsHealthy, issuers);
        return TypedResults.Json(body, HealthJson.Default.Readiness, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <param name="Status"><c>live</c>.</param>
internal sealed record Liveness(string Status);

/// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
/// <param name="RulesHash">SHA-256 of the rule set in force.</param>
/// <param name="RulesFault">Why newer rules on disk are not in force; absent when they are.</param>
/// <param name="Audit">Whether records can be written.</param>
/// <param name="Issuers">One for each configured realm.</param>
internal sealed record Readiness(string Status, string RulesHash, string? RulesFault, bool Audit, IReadOnlyList<IssuerReadiness> Issuers);

/// <param name="Id">The configured name.</param>
/// <param name="Keys">Whether its keys were ever read.</param>
/// <param name="LastRead">When they were last read well.</param>
/// <param name="Fault">Why the last read failed; absent when it did not.</param>
internal sealed record IssuerReadiness(string Id, bool Keys, DateTimeOffset? LastRead, string? Fault);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
internal sealed partial class HealthJson : JsonSerializerContext;
