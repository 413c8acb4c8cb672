using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Every text of a refusal by the rules, whole: callers and operators read them alone, in a traceback or a record.</summary>
public sealed class DenialTextTests
{
    private const string Remedy = "Ask the administrators of your login to";

    [Fact]
    public void A_deny_rule_that_holds_gives_its_reason()
    {
        var refused = Denying("everyone", ", reason: Not on Sundays.").Evaluate(Member()).Select(null).Denied(DenialReason.DeniedByRule);

        refused.Message.ShouldBe("Role 'r' is denied by rule 'no': \"Not on Sundays.\" If that is wrong, ask the owner of that rule.");
        refused.Detail.ShouldBe($"rule 'all' grants {Role}, deny rule 'no' holds");
    }

    [Fact]
    public void A_deny_rule_that_cannot_be_decided_says_so()
    {
        var refused = Denying("{ claims: { level: { at_most: 0 } } }", "").Evaluate(Caller("""{"level":{}}""")).Select(null).Denied(DenialReason.DeniedByRule);

        refused.Message.ShouldBe(
            "Role 'r' is denied by rule 'no'. It could not be decided from your token, and what cannot be decided is denied. If that is wrong, ask the owner of that rule.");
        refused.Detail.ShouldBe($"rule 'all' grants {Role}, deny rule 'no' cannot be decided");
    }

    [Fact]
    public void A_value_that_is_missing_is_to_be_added()
    {
        var refused = Granting($$"""{ name: n, role: "{{Role}}", tags: { t: "{x}" } }""").Evaluate(Member()).Select(null).Denied(DenialReason.MissingValue);

        refused.Message.ShouldBe($"Rule 'r' would grant 'n', but 'x', which goes into the tag 't', is not in the token. {Remedy} add it, then log in again, or ask the owner of that rule.");
        refused.Detail.ShouldBe("rule 'r': tag 't': {x} is not in the token");
    }

    [Fact]
    public void A_value_of_the_wrong_shape_is_to_be_fixed()
    {
        var refused = Granting($$"""{ name: n, role: "{{Role}}", tags: { t: "{x}" } }""").Evaluate(Caller("""{"x":"a|b"}""")).Select(null).Denied(DenialReason.InvalidValue);

        refused.Message.ShouldStartWith("Rule 'r' would grant 'n', but 'x', which goes into the tag 't', ");
        refused.Message.ShouldEndWith($"{Remedy} fix it, then log in again, or ask the owner of that rule.");
        refused.Detail!.ShouldStartWith("rule 'r': tag 't': {x} ");
    }

    [Fact]
    public void A_grant_whose_name_cannot_be_told_is_a_role()
    {
        var refused = Granting($$"""{ name: "n-{x}", role: "{{Role}}" }""").Evaluate(Member()).Select(null).Denied(DenialReason.MissingValue);

        refused.Message.ShouldStartWith("Rule 'r' would grant you a role, but 'x', which goes into the ");
    }

    [Theory]
    [InlineData("{ acr: gold }", "with acr 'gold'", "acr_values=gold")]
    [InlineData("{ max_auth_age: 5m }", "at most 300 s ago", "max_age=300")]
    [InlineData("{ acr: [gold, silver], max_auth_age: 5m }", "with acr 'gold' or 'silver', at most 300 s ago", "acr_values=gold silver and max_age=300")]
    public void Another_login_is_asked_for_in_the_words_of_OpenID_Connect(string require, string needs, string ask)
    {
        var rules = Compile($$"""
            version: 1
            rules:
              - { id: r, when: everyone, require: {{require}}, grant: { name: n, role: "{{Role}}" } }
            """);

        rules.Evaluate(Member()).Select(null).Denied(DenialReason.StepUpRequired).Message.ShouldBe(
            $"Role 'n' needs a login {needs}: log in again in the browser, asking Keycloak for {ask}. A login by cookie, a token exchange or a password grant does not count.");
    }

    [Fact]
    public void Whom_no_rule_fits_is_told_whom_to_ask()
    {
        var rules = When("{ group: /a }");

        var refused = rules.Evaluate(Caller("""{"iss":"https://keycloak.example/realms/ml/"}""")).Select(null).Denied(DenialReason.NoRuleMatches);

        refused.Message.ShouldBe(
            "No rule gives you a role. Ask the owner of the rules for one, or the administrators of the Keycloak realm 'ml' for the group that you lack, then log in again.");
        refused.Detail.ShouldBe("no grant rule matches the caller");
    }

    [Fact]
    public void Who_asks_for_what_is_not_theirs_is_told_what_is()
    {
        var evaluation = Granting($$"""{ name: n, role: "{{Role}}" }""").Evaluate(Member());

        var refused = evaluation.Select("other").Denied(DenialReason.RoleNotGranted);

        refused.Message.ShouldBe("No rule gives you the role 'other'. Ask for one of 'n', or ask the owner of the rules for it.");
        refused.Detail.ShouldBe("asked for 'other', which no grant of the caller is called; eligible: 1");
    }

    [Fact]
    public void Who_has_nothing_and_asks_by_name_is_sent_to_the_owner()
    {
        var refused = When("{ group: /a }").Evaluate(Member()).Select("other").Denied(DenialReason.RoleNotGranted);

        refused.Message.ShouldBe("No rule gives you the role 'other'. Ask the owner of the rules for it.");
        refused.Detail.ShouldBe("asked for 'other', which no grant of the caller is called; eligible: 0");
    }

    [Fact]
    public void Two_equal_grants_are_a_question_back()
    {
        var rules = Compile($$"""
            version: 1
            rules:
              - { id: a, when: everyone, grant: { name: one, role: "{{Role}}1" } }
              - { id: b, when: everyone, grant: { name: two, role: "{{Role}}2" } }
            """);

        var refused = rules.Evaluate(Member()).Select(null).Denied(DenialReason.RoleRequired);

        refused.Message.ShouldBe("You may have several roles; ask for one of 'one', 'two'.");
        refused.Detail.ShouldBe("2 eligible grants, none with the single highest priority");
        refused.Roles.ShouldBe(["one", "two"]);
    }

    private static RuleSet Denying(string when, string reason) => Compile($$"""
        version: 1
        claims: { level: /level }
        rules:
          - { id: all, when: everyone, grant: { name: r, role: "{{Role}}" } }
          - { id: no, when: {{when}}, deny: { roles: ["*"]{{reason}} } }
        """);
}
