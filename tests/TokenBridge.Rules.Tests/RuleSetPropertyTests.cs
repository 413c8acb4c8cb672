using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;
using TokenBridge.Rules.Tests.Naive;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>What holds for every caller, whatever the rules.</summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class RuleSetPropertyTests
{
    private const string Grants = """
        version: 1
        claims: { user: /user, x: /x }
        defaults: { session_name: "{user}", source_identity: "s-{sub}", tags: { user: "{user}", x: "{x?}" } }
        rules:
          - { id: team, when: { group: "/ml/{team}/staff" }, grant: { role: "arn:aws:iam::111122223333:role/{team}", tags: { team: "{team}" } } }
          - { id: all, when: { group: "/ml/**" }, grant: { role: "arn:aws:iam::111122223333:role/all" } }
          - { id: x, when: { claims: { x: [a, "1", "true"] } }, grant: { role: "arn:aws:iam::111122223333:role/x" } }
          - { id: org, when: { organization: "{team}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}-tenant" } }
          - { id: both, when: { group: ["/*/{team}", "/{team}"], claims: { x: a } }, grant: { role: "arn:aws:iam::111122223333:role/{team}/{user}" } }

        """;

    private const string Denies = """
          - { id: d1, when: { group: [/ml/vision/**, /a] }, deny: { roles: ["*role/all", "*role/v*"] } }
          - { id: d2, when: { claims: { x: a } }, deny: { roles: ["*role/x"] } }
          - { id: d3, when: { organization: [vision, speech] }, deny: { roles: ["*-tenant", "*role/all"] } }

        """;

    private static readonly string[] Segments = ["ml", "vision", "speech", "staff", "a", "a~b", "", "é", "x y"];
    private static readonly string[] Values = ["\"a\"", "1", "true", "null", "{}", "[\"a\"]", "[\"a\", {}]", "\"\"", "1.5", "\"#\""];

    private static readonly Gen<CallerIdentity> Callers =
        from groups in Gen.ListOf(Gen.ListOf(Gen.Elements(Segments)).Select(parts => "/" + string.Join('/', parts)))
        from user in ArbMap.Default.ArbFor<UnicodeString>().Generator
        from x in Gen.Elements(Values)
        from organization in Gen.Frequency((3, NaiveGenerators.Organization), (1, NaiveGenerators.OddOrganization))
        select Caller($"{{\"user\": {JsonSerializer.Serialize(user.Get ?? "")}, \"x\": {x}, \"organization\": {organization}}}", [.. groups]);

    [Fact]
    public void Every_grant_is_within_the_limits_of_sts()
    {
        var rules = Compile(Grants);
        PropertyCases.Check(Callers, caller => rules.Evaluate(caller).Eligible.All(IsWithinLimits));
    }

    [Fact]
    public void Adding_denies_never_adds_a_grant()
    {
        var (before, after) = (Compile(Grants), Compile(Grants + Denies));
        PropertyCases.Check(Callers, caller => !Keys(after, caller).Except(Keys(before, caller)).Any());
    }

    [Fact]
    public void A_group_that_no_rule_mentions_changes_nothing()
    {
        var rules = Compile(Grants + Denies);
        PropertyCases.Check(Callers, caller => Keys(rules, With(caller, [.. caller.Groups, "/elsewhere/staff/x"])).SequenceEqual(Keys(rules, caller)));
    }

    [Fact]
    public void The_order_of_groups_changes_nothing()
    {
        var rules = Compile(Grants + Denies);
        PropertyCases.Check(Callers, caller => Keys(rules, With(caller, [.. caller.Groups.Reverse()])).SequenceEqual(Keys(rules, caller)));
    }

    /// <summary>The oracle: each grant rule in a rule set of its own, where no index can hide it.</summary>
    [Fact]
    public void Rules_together_give_what_each_gives_alone()
    {
        var together = Compile(Grants);
        var lines = Grants.Split('\n');
        var head = string.Join('\n', lines.TakeWhile(line => !line.StartsWith("  - ", StringComparison.Ordinal)));
        var alone = lines.Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).Select(line => Compile($"{head}\n{line}\n")).ToList();
        PropertyCases.Check(Callers, caller => alone.SelectMany(rules => Keys(rules, caller)).SequenceEqual(Keys(together, caller)));
    }

    private static bool IsWithinLimits(Grant grant) =>
        IsName(grant.SessionName) && IsName(grant.SourceIdentity!)
        && RoleArn.Read(grant.Role.Value).Succeeded
        && grant.Tags.Count <= 50
        && grant.Tags.All(tag => tag.Key.Length is >= 1 and <= 128 && tag.Value.Length <= 256 && TagText.CheckValue(tag.Value) is null)
        && grant.Tags.Select(tag => tag.Key).SequenceEqual(grant.Tags.Select(tag => tag.Key).Order(StringComparer.Ordinal))
        && grant.TransitiveTagKeys.All(key => grant.Tags.Any(tag => tag.Key == key));

    private static bool IsName(string text) => text.Length is >= 2 and <= 64 && SessionNameText.IsLegal(text);

    private static IEnumerable<string> Keys(RuleSet rules, CallerIdentity caller) =>
        rules.Evaluate(caller).Eligible.Select(grant => $"{grant.Name} {grant.Role} {string.Join(';', grant.Tags)}");

    private static CallerIdentity With(CallerIdentity caller, string[] groups) => Caller(caller.Claims.GetRawText(), groups);
}
