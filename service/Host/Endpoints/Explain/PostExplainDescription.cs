using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Explain;

/// <summary>What OpenAPI says of <c>POST /v1/explain</c>.</summary>
internal static class PostExplainDescription
{
    private const string Granted = """
        { "name": "ds-vision", "role": "arn:aws:iam::111122223333:role/ds-vision", "rule": "scientists", "session_name": "alice", "source_identity": "5c2e…", "duration_seconds": 3600, "tags": { "team": "vision" }, "transitive_tags": ["team"], "policy": "{}", "policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"], "region": "eu-central-1" }
        """;

    public static RouteDescription Description { get; } = new("rules", "Why the rules say what they say of the caller's own token.")
    {
        TakesToken = true,
        Parameters = [new RouteParameter("role", "query", "A grant's name, a rule's id or a role ARN; here or in the body.")],
        Bodies = [new RouteExample("application/json", "ExplainRequest", """{ "role": "ds-vision" }""", "role")],
        BodyIsOptional = true,
        Answers =
        [
            new RouteAnswer(200, "The decision, and each rule that holds or that could give the named role.", new RouteExample(
                "application/json",
                "Explanation",
                $$"""
                {
                  "issuer": "research", "subject": "5c2e…", "rules_hash": "9f86…", "asked_for": "ds-vision",
                  "decision": {
                    "outcome": "granted", "name": "ds-vision", "role": "arn:aws:iam::111122223333:role/ds-vision", "rule": "scientists", "session_name": "alice", "source_identity": "5c2e…", "duration_seconds": 3600,
                    "tags": { "team": "vision" }, "transitive_tags": ["team"], "reason": "role_not_granted", "message": "No rule gives you the role.", "acr_values": "gold", "max_age": 300, "roles": ["ds-vision"]
                  },
                  "rules": [{
                    "rule": "scientists", "effect": "grant", "holds": "true",
                    "when": { "test": "group", "holds": "true", "expected": "/ml/{team}/scientists", "actual": "/ml/vision/scientists", "captures": [{ "team": "vision" }], "parts": [] },
                    "grants": [{ "captures": { "team": "vision" }, "granted": {{Granted}}, "refused": { "name": "prod-vision", "rule": "leads", "reason": "denied_by_rule", "message": "…", "acr_values": "gold", "max_age": 300, "refused_by": "no-contractors" }, "change": "…" }],
                    "change": "…"
                  }],
                  "rules_not_shown": 12
                }
                """,
                "asked_for", "name", "role", "rule", "session_name", "source_identity", "duration_seconds", "tags", "transitive_tags", "reason", "message", "acr_values", "max_age", "roles",
                "expected", "actual", "captures", "parts", "granted", "refused", "change", "policy", "policy_arns", "region")),
            .. RefusalDescription.Answers,
        ],
    };
}
