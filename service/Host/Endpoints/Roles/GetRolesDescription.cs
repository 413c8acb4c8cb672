using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Roles;

/// <summary>What OpenAPI says of <c>GET /v1/roles</c>.</summary>
internal static class GetRolesDescription
{
    public const string Grant = """
        { "name": "ds-vision", "role": "arn:aws:iam::111122223333:role/ds-vision", "rule": "scientists", "session_name": "alice", "source_identity": "5c2e…", "duration_seconds": 3600, "tags": { "team": "vision" }, "transitive_tags": ["team"], "region": "eu-central-1" }
        """;

    public const string Refused = """
        { "name": "prod-vision", "rule": "leads", "reason": "step_up_required", "message": "Role 'prod-vision' needs a login with acr 'gold'.", "acr_values": "gold", "max_age": 300 }
        """;

    public static RouteDescription Description { get; } = new("rules", "What the caller may have, and what is refused and why.")
    {
        TakesToken = true,
        Answers =
        [
            new RouteAnswer(200, "Every grant of the caller.", new RouteExample(
                "application/json",
                "Roles",
                $$"""{ "issuer": "research", "subject": "5c2e…", "rules_hash": "9f86…", "roles": [{{Grant}}], "refused": [{{Refused}}] }""",
                "source_identity", "region", "name", "acr_values", "max_age")),
            .. RefusalDescription.Answers,
        ],
    };
}
