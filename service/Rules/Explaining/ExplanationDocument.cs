using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>An explanation as programs read it.</summary>
internal static class ExplanationDocument
{
    public static ExplanationBody Of(Explanation explanation) => new(
        explanation.Caller.IssuerId,
        explanation.Caller.Subject,
        explanation.RulesHash,
        explanation.Asked,
        explanation.Read.ToBody(),
        Of(explanation.Rules.Decision),
        [.. explanation.Rules.Rules.Select(Of)],
        explanation.Rules.RuleCount - explanation.Rules.Rules.Count);

    private static DecisionBody Of(RuleDecision decision) => decision switch
    {
        RuleDecision.Granted { Grant: var grant } => new(
            "granted",
            grant.Name,
            grant.Role.Value,
            Reason: null,
            grant.RuleId,
            grant.SessionName,
            grant.SourceIdentity,
            grant.Region,
            (long)grant.Duration.TotalSeconds,
            GrantDocument.TagsOf(grant),
            grant.TransitiveTagKeys,
            Message: null,
            AcrValues: null,
            MaxAge: null,
            Roles: null),
        RuleDecision.Denied denied => new(
            "refused",
            Name: null,
            Role: null,
            denied.Reason.ToReason(),
            denied.RuleId,
            SessionName: null,
            SourceIdentity: null,
            Region: null,
            DurationSeconds: null,
            Tags: null,
            TransitiveTags: null,
            denied.Message,
            denied.StepUp?.AcrValues,
            denied.StepUp?.MaxAgeSeconds,
            denied.Roles),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ExplainedRule Of(RuleExplanation rule) => new(
        rule.RuleId, rule.Denies ? "deny" : "grant", Text(rule.Truth), Of(rule.When), [.. rule.Grants.Select(Of)], rule.Remedy);

    private static ExplainedTest Of(PredicateExplanation test)
    {
        var isSingle = test.Parts.Count == 0 && test.Expected.Length > 0;
        return new ExplainedTest(
            test.Kind,
            Text(test.Truth),
            isSingle ? test.Expected : null,
            isSingle ? test.Actual : null,
            test.Bindings.Count > 0 ? test.Bindings : null,
            test.Parts.Count > 0 ? [.. test.Parts.Select(Of)] : null);
    }

    /// <summary>The external id stays out: it is agreed between the service and the role's account.</summary>
    private static ExplainedGrant Of(GrantExplanation grant) => new(
        grant.Captures,
        grant.Granted is not { } granted ? null : GrantDocument.Of(granted) with
        {
            Policy = granted.Policy,
            PolicyArns = granted.PolicyArns.Count > 0 ? [.. granted.PolicyArns.Select(arn => arn.Value)] : null,
        },
        grant.Refused is not { } refused ? null : GrantDocument.Of(refused) with { RefusedBy = refused.RefusedBy },
        grant.Remedy);

    private static string Text(Truth truth) => truth switch
    {
        Truth.False => "false",
        Truth.Undecidable => "undecidable",
        Truth.True => "true",
    };
}
