using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Testing;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Host.Tests.Rules;

/// <summary>What the rules that ship with the service give to the people of the development realm.</summary>
public sealed class ShippedRulesTests
{
    private static readonly RuleSet Rules = RuleSetCompiler.Load(Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml"), Context())
        .ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet;

    [Fact]
    public void Their_own_tests_pass() =>
        RuleSetTests.Run(Rules).Where(result => !result.Passed)
            .Select(result => $"{result.Test.Name}: {string.Join("; ", result.Differences)}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_rule_has_a_test_that_names_it() =>
        Rules.Rules.Select(rule => rule.Id).Except(Rules.Tests.Select(test => test.Expect.Rule)).ShouldBeEmpty();

    [Fact]
    public void Every_rule_says_what_it_is_for() => Rules.Rules.ShouldAllBe(rule => rule.Description != null);

    [Fact]
    public void Alice_gets_her_teams_role_with_her_tags()
    {
        var grant = Person("alice", "research", "4711", "/ml/vision/scientists").Select(null).Granted();

        grant.Role.Value.ShouldBe("arn:aws:iam::111122223333:role/ds-vision");
        grant.SessionName.ShouldBe("alice");
        grant.Tags.ShouldBe([new("cost_center", "4711"), new("department", "research"), new("projects", "none"), new("team", "vision")]);
        grant.TransitiveTagKeys.ShouldBe(["team"]);
    }

    [Fact]
    public void Bob_the_contractor_is_denied_production()
    {
        var evaluation = Person("bob", "external", "9000", "/contractors/acme", "/ml/vision/leads");

        evaluation.Eligible.ShouldBeEmpty();
        evaluation.Select("prod-vision").Denied(DenialReason.DeniedByRule).RuleId.ShouldBe("contractors-stay-out-of-production");
    }

    [Fact]
    public void Carol_administers_the_platform() =>
        Person("carol", "ml-platform", "1200", "/platform/admins").Select(null).Granted().Name.ShouldBe("platform-admin");

    [Fact]
    public void Dave_has_no_role() => Rules.Evaluate(Caller("{\"preferred_username\": \"dave\"}")).Select(null).Denied(DenialReason.NoRuleMatches);

    [Fact]
    public void Erin_of_two_teams_must_name_one()
    {
        var evaluation = Person("erin", "research", "4711", "/ml/vision/scientists", "/ml/speech/scientists");

        evaluation.Select(null).Denied(DenialReason.RoleRequired).Roles.ShouldBe(["ds-speech", "ds-vision"]);
        evaluation.Select("ds-speech").Granted().Role.Name.ShouldBe("ds-speech");
        evaluation.Select("ds-audio").Denied(DenialReason.RoleNotGranted);
    }

    private static RuleSetEvaluation Person(string user, string department, string costCenter, params string[] groups) => Rules.Evaluate(
        Caller($"{{\"preferred_username\": \"{user}\", \"department\": \"{department}\", \"cost_center\": \"{costCenter}\"}}", groups));
}
