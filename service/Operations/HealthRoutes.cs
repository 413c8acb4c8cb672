using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenBridge.Audit;
using TokenBridge.Mapping;
using TokenBridge.Tokens;

namespace TokenBridge.Operations;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: rules are loaded, the keys of at least one issuer are present and
/// audit records can be written; else 503 and why.
/// </summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new Liveness("live"), HealthJson.Default.Liveness));
        routes.MapGet("/health/ready", Ready);
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
