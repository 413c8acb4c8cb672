using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class SelectionTests
{
    [Fact]
    public void Nothing_that_matches_is_no_rule_matches()
    {
        var denied = When("{ group: /a }").Evaluate(Member()).Select(null).Denied(DenialReason.NoRuleMatches);

        denied.RuleId.ShouldBeNull();
        denied.Roles.ShouldBeEmpty();
        denied.Message.ShouldNotContain("/a");
        denied.Message.ShouldNotContain(Role);
    }

    [Fact]
    public void One_eligible_grant_needs_no_name() =>
        Rules(("a", "a", 0)).Select(null).Granted().Name.ShouldBe("a");

    [Fact]
    public void Several_eligible_grants_and_no_name_is_role_required_with_every_name()
    {
        var denied = Rules(("b", "b", 0), ("a", "a", 0)).Select(null).Denied(DenialReason.RoleRequired);

        denied.Roles.ShouldBe(["a", "b"]);
        denied.Message.ShouldContain("'a', 'b'");
    }

    [Fact]
    public void The_single_highest_priority_decides() =>
        Rules(("a", "a", 1), ("b", "b", 2), ("c", "c", -1)).Select(null).Granted().Name.ShouldBe("b");

    [Fact]
    public void Two_of_the_highest_priority_decide_nothing() =>
        Rules(("a", "a", 2), ("b", "b", 2), ("c", "c", 1)).Select(null).Denied(DenialReason.RoleRequired).Roles.ShouldBe(["a", "b", "c"]);

    [Theory]
    [InlineData("b")]
    [InlineData("rule-b")]
    [InlineData("arn:aws:iam::111122223333:role/rb")]
    public void A_name_a_rule_id_and_an_arn_all_name_a_grant(string role) =>
        Rules(("a", "ra", 5), ("b", "rb", 0)).Select(role).Granted().Name.ShouldBe("b");

    [Theory]
    [InlineData("B")]
    [InlineData("rule-")]
    [InlineData("")]
    [InlineData(" b")]
    [InlineData("arn:aws:iam::111122223333:role/RB")]
    public void Names_are_whole_and_case_sensitive(string role)
    {
        var denied = Rules(("a", "ra", 0), ("b", "rb", 0)).Select(role).Denied(DenialReason.RoleNotGranted);

        denied.Message.ShouldContain("'a', 'b'");
    }

    [Fact]
    public void A_name_comes_before_a_rule_id() =>
        Rules(("rule-b", "ra", 0), ("b", "rb", 0)).Select("rule-b").Granted().Role.Name.ShouldBe("ra");

    [Fact]
    public void One_name_for_several_grants_is_role_required_with_names_that_tell_them_apart()
    {
        var evaluation = Rules(("same", "ra", 0), ("same", "rb", 0), ("c", "rc", 0));

        var denied = evaluation.Select("same").Denied(DenialReason.RoleRequired);

        denied.Roles.ShouldBe(["rule-same", "rule-same-1"]);
        denied.Roles.Select(role => evaluation.Select(role).Granted().Role.Name).ShouldBe(["ra", "rb"]);
    }

    [Fact]
    public void One_name_for_several_grants_of_one_rule_offers_their_arns()
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: r
                when: { group: "/{t}" }
                grant: { name: one, role: "arn:aws:iam::111122223333:role/{t}" }
            """);

        rules.Evaluate(Member("/a", "/b")).Select("one").Denied(DenialReason.RoleRequired).Roles
            .ShouldBe(["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"]);
    }

    [Fact]
    public void A_name_that_only_a_refused_grant_has_gets_its_reason_and_not_another_rule_of_that_id()
    {
        var rules = Compile("""
            version: 1
            claims: { x: /x }
            rules:
              - { id: a, when: everyone, grant: { name: b, role: "arn:aws:iam::111122223333:role/a", tags: { t: "{x}" } } }
              - { id: b, when: everyone, grant: { name: c, role: "arn:aws:iam::111122223333:role/b" } }
            """);

        rules.Evaluate(Member()).Select("b").Denied(DenialReason.MissingValue).RuleId.ShouldBe("a");
    }

    [Fact]
    public void Of_several_reasons_the_one_that_can_be_mended_comes_first()
    {
        const string Yaml = """
            version: 1
            claims: { x: /x, y: /y }
            rules:
              - { id: missing, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/a", tags: { t: "{x}" } } }
              - { id: invalid, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/b", tags: { t: "{y}" } } }
              - { id: denied, when: { group: /d }, grant: { role: "arn:aws:iam::111122223333:role/c" } }
              - { id: no, when: everyone, deny: { roles: ["*role/c"] } }
            """;
        var rules = Compile(Yaml);

        rules.Evaluate(Caller("{\"y\": \"z\"}")).Eligible.Count.ShouldBe(1);
        rules.Evaluate(Caller("{}")).Select(null).Denied(DenialReason.MissingValue);
        rules.Evaluate(Caller("{\"y\": \"#\"}")).Select(null).Denied(DenialReason.InvalidValue).RuleId.ShouldBe("invalid");
        rules.Evaluate(Caller("{\"y\": \"#\"}", "/d")).Select(null).Denied(DenialReason.DeniedByRule).RuleId.ShouldBe("no");
        rules.Evaluate(Caller("{\"y\": \"#\"}", "/d")).Refused.Select(grant => grant.RuleId).ShouldBe(["missing", "invalid", "denied"]);
    }

    private static RuleSetEvaluation Rules(params (string Name, string Role, int Priority)[] grants)
    {
        var lines = grants.Select((grant, index) =>
        {
            var id = grants.Take(index).Any(other => other.Name == grant.Name) ? $"rule-{grant.Name}-{index}" : $"rule-{grant.Name}";
            return $$"""  - { id: {{id}}, when: everyone, grant: { name: {{grant.Name}}, role: "arn:aws:iam::111122223333:role/{{grant.Role}}", priority: {{grant.Priority}} } }""";
        });
        return Compile($"version: 1\nrules:\n{string.Join('\n', lines)}\n").Evaluate(Member());
    }
}
