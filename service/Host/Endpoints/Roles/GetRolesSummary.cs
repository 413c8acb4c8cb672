using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Roles;

internal sealed class GetRolesSummary : WireSummary<GetRoles>
{
    public GetRolesSummary()
    {
        Summary = "What the caller may have, and what is refused and why.";
        TakesToken = true;
        Answer(
            200,
            "Every grant of the caller.",
            WireBody.Json(new RolesBody("research", "5c2e…", "9f86…", [GrantExamples.Granted], [GrantExamples.Refused])));
        AnswerRefusals();
    }
}

/// <summary>Grants with every member.</summary>
internal static class GrantExamples
{
    public static GrantBody Granted { get; } = new(
        "ds-vision",
        "arn:aws:iam::111122223333:role/ds-vision",
        "scientists",
        "alice",
        "5c2e…",
        "eu-central-1",
        3600,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "vision" },
        ["team"]);

    public static RefusedGrantBody Refused { get; } = new(
        "prod-vision", "leads", "step_up_required", "Role 'prod-vision' needs a login with acr 'gold'.", "gold", 300);
}
