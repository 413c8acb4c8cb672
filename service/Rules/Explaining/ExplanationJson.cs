using System.Text.Json;
using TokenBridge.Protocol.Documents;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>An explanation as JSON: the answer of <c>POST /v1/explain</c> and the output of <c>rules explain --format json</c>.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes the members of an object.</summary>
    public static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteString("issuer"u8, explanation.Caller.IssuerId);
        json.WriteString("subject"u8, explanation.Caller.Subject);
        json.WriteString("rules_hash"u8, explanation.RulesHash);
        if (explanation.Asked is { } asked)
        {
            json.WriteString("asked_for"u8, asked);
        }

        json.WritePropertyName("read"u8);
        JsonSerializer.Serialize(json, explanation.Read.ToBody(), WireJson.Default.ReadBody);
        json.WriteStartObject("decision"u8);
        Write(json, explanation.Rules.Decision);
        json.WriteEndObject();
        GrantJson.WriteObjects(json, "rules", explanation.Rules.Rules, Write);
        json.WriteNumber("rules_not_shown"u8, explanation.Rules.RuleCount - explanation.Rules.Rules.Count);
    }

    private static void Write(Utf8JsonWriter json, RuleDecision decision)
    {
        switch (decision)
        {
            case RuleDecision.Granted { Grant: var grant }:
                json.WriteString("outcome"u8, "granted"u8);
                GrantJson.Write(json, grant);
                break;
            case RuleDecision.Denied denied:
                json.WriteString("outcome"u8, "refused"u8);
                json.WriteString("reason"u8, denied.Reason.ToReason());
                if (denied.RuleId is { } rule)
                {
                    json.WriteString("rule"u8, rule);
                }

                json.WriteString("message"u8, denied.Message);
                if (denied.StepUp is { } stepUp)
                {
                    StepUpJson.Write(json, stepUp);
                }

                GrantJson.WriteList(json, "roles", denied.Roles);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, RuleExplanation rule)
    {
        json.WriteString("rule"u8, rule.RuleId);
        json.WriteString("effect"u8, rule.Denies ? "deny"u8 : "grant"u8);
        json.WriteString("holds"u8, Text(rule.Truth));
        json.WriteStartObject("when"u8);
        Write(json, rule.When);
        json.WriteEndObject();
        GrantJson.WriteObjects(json, "grants", rule.Grants, Write);
        WriteChange(json, rule.Remedy);
    }

    private static void Write(Utf8JsonWriter json, PredicateExplanation test)
    {
        json.WriteString("test"u8, test.Kind);
        json.WriteString("holds"u8, Text(test.Truth));
        if (test.Parts.Count == 0 && test.Expected.Length > 0)
        {
            json.WriteString("expected"u8, test.Expected);
            json.WriteString("actual"u8, test.Actual);
        }

        if (test.Bindings.Count > 0)
        {
            GrantJson.WriteObjects(json, "captures", test.Bindings, Write);
        }

        if (test.Parts.Count > 0)
        {
            GrantJson.WriteObjects(json, "parts", test.Parts, Write);
        }
    }

    private static void Write(Utf8JsonWriter json, GrantExplanation grant)
    {
        json.WriteStartObject("captures"u8);
        Write(json, grant.Captures);
        json.WriteEndObject();
        if (grant.Granted is { } granted)
        {
            json.WriteStartObject("granted"u8);
            GrantJson.Write(json, granted);
            WriteLimits(json, granted);
            json.WriteEndObject();
        }

        if (grant.Refused is { } refused)
        {
            json.WriteStartObject("refused"u8);
            GrantJson.Write(json, refused);
            json.WriteString("refused_by"u8, refused.RefusedBy);
            json.WriteEndObject();
        }

        WriteChange(json, grant.Remedy);
    }

    /// <summary>The external id stays out: it is agreed between the service and the role's account.</summary>
    private static void WriteLimits(Utf8JsonWriter json, Grant grant)
    {
        if (grant.Policy is { } policy)
        {
            json.WriteString("policy"u8, policy);
        }

        if (grant.PolicyArns.Count > 0)
        {
            GrantJson.WriteList(json, "policy_arns", [.. grant.PolicyArns.Select(arn => arn.Value)]);
        }

        if (grant.Region is { } region)
        {
            json.WriteString("region"u8, region);
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> captures)
    {
        foreach (var (name, value) in captures)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteChange(Utf8JsonWriter json, string? change)
    {
        if (change is not null)
        {
            json.WriteString("change"u8, change);
        }
    }

    private static ReadOnlySpan<byte> Text(Truth truth) => truth switch
    {
        Truth.False => "false"u8,
        Truth.Undecidable => "undecidable"u8,
        Truth.True => "true"u8,
    };
}
