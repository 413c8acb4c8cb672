using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Endpoints.Roles;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Explain;

internal sealed class PostExplainSummary : WireSummary<PostExplain>
{
    private static readonly Dictionary<string, string> Captures = new(StringComparer.Ordinal) { ["team"] = "vision" };

    private static readonly DecisionBody Decision = new(
        "granted",
        "ds-vision",
        "arn:aws:iam::111122223333:role/ds-vision",
        "role_not_granted",
        "scientists",
        "alice",
        "5c2e…",
        "eu-central-1",
        3600,
        Captures,
        ["team"],
        "No rule gives you the role.",
        "gold",
        300,
        ["ds-vision"]);

    private static readonly ExplainedGrant Grant = new(
        Captures,
        GrantExamples.Granted with { Policy = "{}", PolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
        GrantExamples.Refused with { RefusedBy = "no-contractors" },
        "…");

    public PostExplainSummary()
    {
        Summary = "Why the rules say what they say of the caller's own token.";
        TakesToken = true;
        RequestIsOptional = true;
        Parameter("role", "A grant's name, a rule's id or a role ARN; here or in the body.");
        Request(WireBody.Json(new ExplainRequestBody("ds-vision")));
        Answer(200, "The decision, and each rule that holds or that could give the named role.", WireBody.Json(new ExplanationBody(
            "research",
            "5c2e…",
            "9f86…",
            "ds-vision",
            new ReadBody(
                ["/ml/vision/scientists", "oncall"],
                [new UncountedGroup("oncall", "no slash in front")],
                ["analyst"],
                new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["warehouse"] = ["reader"] },
                ["acme"],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["department"] = "'research'" },
                "…"),
            Decision,
            [
                new ExplainedRule(
                    "scientists",
                    "grant",
                    "true",
                    new ExplainedTest("group", "true", "/ml/{team}/scientists", "/ml/vision/scientists", [Captures], []),
                    [Grant],
                    "…"),
            ],
            RulesNotShown: 12)));
        AnswerRefusals();
    }
}
