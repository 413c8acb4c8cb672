using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Testing;

/// <param name="Test">What was tried.</param>
/// <param name="Differences">Each a sentence: what was expected, and what came; empty where the test passes.</param>
internal sealed record RuleTestResult(RuleTest Test, IReadOnlyList<string> Differences)
{
    public bool Passed => Differences.Count == 0;
}

/// <summary>Runs the tests that stand in the rules files.</summary>
internal static class RuleSetTests
{
    /// <returns>One result for each test, in order.</returns>
    public static IReadOnlyList<RuleTestResult> Run(RuleSet rules) =>
        [.. rules.Tests.Select(test => new RuleTestResult(test, Differences(rules, test)))];

    /// <summary>The tests that fail as faults; of many the first hundred, and how many others.</summary>
    public static IReadOnlyList<RuleFault> FindFaults(RuleSet rules)
    {
        var faults = new FaultList();
        foreach (var failed in Run(rules).Where(result => !result.Passed))
        {
            faults.Add(failed.Test.At, FaultCode.FailedTest, $"the test {SafeText.Quote(failed.Test.Name)} fails: {string.Join("; ", failed.Differences)}");
        }

        return faults.Sorted();
    }

    private static List<string> Differences(RuleSet rules, RuleTest test)
    {
        if (!UnverifiedCaller.Read(test.Payload, test.IssuerId, test.Now).TryGet(out var caller, out var fault))
        {
            return [$"the token is refused before any rule is asked: {fault}"];
        }

        var evaluation = rules.Evaluate(caller, new RequestContext(test.Source, test.Now));
        var differences = new List<string>();
        if (test.Expect.Grants is { } grants)
        {
            CompareLists(differences, "grants", grants, evaluation.Eligible.Select(grant => grant.Name));
        }

        if (test.Expect.Denied is not null || test.Expect.IsAboutGrant)
        {
            Compare(differences, test.Expect, evaluation.Select(test.Role));
        }

        return differences;
    }

    private static void Compare(List<string> differences, RuleTestExpectation expect, RuleDecision decision)
    {
        switch (decision)
        {
            case RuleDecision.Granted { Grant: var grant } when expect.Denied is { } reason:
                differences.Add($"denied: expected {reason.ToReason()}, but rule {SafeText.Quote(grant.RuleId)} grants {SafeText.Quote(grant.Name)} with role {grant.Role}");
                break;
            case RuleDecision.Granted { Grant: var grant }:
                CompareGrant(differences, expect, grant);
                break;
            case RuleDecision.Denied denied when expect.Denied is null:
                differences.Add($"expected a grant, but it is refused with {denied.Reason.ToReason()}: {denied.Detail}");
                break;
            case RuleDecision.Denied denied:
                CompareText(differences, "denied", expect.Denied?.ToReason(), denied.Reason.ToReason());
                CompareText(differences, "rule", expect.Rule, denied.RuleId);
                break;
        }
    }

    private static void CompareGrant(List<string> differences, RuleTestExpectation expect, Grant grant)
    {
        CompareText(differences, "rule", expect.Rule, grant.RuleId);
        CompareText(differences, "name", expect.Name, grant.Name);
        CompareText(differences, "role", expect.Role, grant.Role.Value);
        CompareText(differences, "session_name", expect.SessionName, grant.SessionName);
        CompareText(differences, "source_identity", expect.SourceIdentity, grant.SourceIdentity);
        CompareText(differences, "duration", expect.Duration?.ToString("c"), grant.Duration.ToString("c"));
        CompareText(differences, "external_id", expect.ExternalId, grant.ExternalId);
        CompareText(differences, "region", expect.Region, grant.Region);
        CompareText(differences, "strategy", expect.Strategy?.ToString(), grant.Strategy?.ToString());
        foreach (var (key, value) in expect.Tags)
        {
            var actual = grant.Tags.Where(tag => tag.Key == key).Select(tag => tag.Value).FirstOrDefault();
            if (value != actual)
            {
                differences.Add($"tag {SafeText.Quote(key)}: expected {Shown(value)}, got {Shown(actual)}{LookAlike.Tell(actual ?? "", value ?? "")}");
            }
        }

        CompareLists(differences, "transitive_tags", expect.TransitiveTags, grant.TransitiveTagKeys);
        CompareLists(differences, "policy_arns", expect.PolicyArns, grant.PolicyArns.Select(arn => arn.Value));
    }

    private static void CompareText(List<string> differences, string field, string? expected, string? actual)
    {
        if (expected is not null && expected != actual)
        {
            differences.Add($"{field}: expected {Shown(expected)}, got {Shown(actual)}{LookAlike.Tell(actual ?? "", expected)}");
        }
    }

    private static void CompareLists(List<string> differences, string field, IReadOnlyList<string>? expected, IEnumerable<string> actual)
    {
        var got = actual.Order(StringComparer.Ordinal).ToList();
        if (expected is not null && !expected.SequenceEqual(got))
        {
            differences.Add($"{field}: expected {ValueText.List(expected)}, got {ValueText.List(got)}");
        }
    }

    private static string Shown(string? text) => text is null ? "none" : SafeText.Quote(text);
}
