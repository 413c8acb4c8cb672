using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>The refusals that every route with a token may answer.</summary>
internal static class RefusalDescription
{
    private static readonly string[] Optional = ["acr_values", "max_age", "roles"];

    public static IReadOnlyList<RouteAnswer> Answers { get; } =
    [
        new(
            400,
            "The request is wrong, or several roles fit and none is named.",
            Example("ValidationError", "role_required", "You may have several roles; ask for one of 'ds-speech', 'ds-vision'.", """, "acr_values": "gold", "max_age": 300, "roles": ["ds-speech", "ds-vision"]""")),
        new(401, "No token, one that is not accepted, or a login that is too weak or too old.", Example("ExpiredToken", "expired", "The token has expired: get a new one from Keycloak.")),
        new(403, "The rules or AWS refuse.", Example("AccessDenied", "role_not_granted", "No rule gives you the role 'admin'. Ask the owner of the rules for it.")),
        new(429, "Too many requests; Retry-After says when to ask again.", Example("Throttling", "rate_limited", "Too many requests; ask again in 30 s, and keep credentials until they expire.")),
        new(503, "It may work later; Retry-After says when.", Example("ServiceUnavailable", "sts_unavailable", "AWS STS cannot be reached; ask again shortly.")),
    ];

    private static RouteExample Example(string code, string reason, string message, string more = "")
    {
        const string Id = "4c1f6f2a9b-2a";
        return new(
            "application/json",
            "Refusal",
            $$"""
            { "code": "{{code}}", "message": "{{message}} [{{reason}}, decision {{Id}}]", "Code": "{{code}}", "Message": "{{message}} [{{reason}}, decision {{Id}}]", "reason": "{{reason}}", "decision_id": "{{Id}}"{{more}} }
            """,
            Optional);
    }
}
