using System.Text.Json;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class StepUpTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private static readonly RuleSet Rules = Compile("""
        version: 1
        rules:
          - { id: both, when: { group: /a }, require: { acr: [gold, platinum], max_auth_age: 15m }, grant: { role: "arn:aws:iam::111122223333:role/both" } }
          - { id: age, when: { group: /b }, require: { max_auth_age: 15m }, grant: { role: "arn:aws:iam::111122223333:role/age" } }
          - { id: older, when: { group: /c }, require: { max_auth_age: 1h }, grant: { role: "arn:aws:iam::111122223333:role/older" } }
          - { id: no, when: { group: /out }, deny: { roles: "*" } }
        """);

    [Theory]
    [InlineData("gold", 900, true)]
    [InlineData("platinum", 0, true)]
    [InlineData("gold", 901, false)]
    [InlineData("gold", -30, true)] // Keycloak's clock is ahead of ours
    [InlineData("gold", -31, false)]
    [InlineData("gold", null, false)]
    [InlineData("Gold", 0, false)]
    [InlineData(null, 0, false)]
    public void A_grant_needs_the_login_that_its_rule_requires(string? acr, int? age, bool granted)
    {
        var decision = Evaluate(acr, age, "/a").Select(null);

        (decision is RuleDecision.Granted).ShouldBe(granted);
        if (!granted)
        {
            var denied = decision.Denied(DenialReason.StepUpRequired);
            denied.StepUp!.AcrValues.ShouldBe("gold platinum");
            denied.StepUp.MaxAgeSeconds.ShouldBe(900);
            denied.Message.ShouldContain("password grant");
        }
    }

    [Fact]
    public void Of_several_step_ups_the_least_demanding_is_asked_for()
    {
        Evaluate(null, null, "/a", "/b", "/c").Select(null).Denied(DenialReason.StepUpRequired).RuleId.ShouldBe("older");
        Evaluate(null, null, "/a", "/b").Select(null).Denied(DenialReason.StepUpRequired).RuleId.ShouldBe("age");
        Evaluate(null, null, "/a", "/b").Select("both").Denied(DenialReason.StepUpRequired).RuleId.ShouldBe("both");
    }

    [Fact]
    public void Who_is_denied_is_not_asked_to_log_in_again() =>
        Evaluate(null, null, "/a", "/out").Select(null).Denied(DenialReason.DeniedByRule).StepUp.ShouldBeNull();

    [Fact]
    public void A_grant_that_needs_step_up_is_not_eligible_beside_another() =>
        Evaluate(null, 1_800, "/a", "/c").Select(null).Granted().RuleId.ShouldBe("older");

    /// <summary>For require only a string is an acr, and whoever reads the audit log is not told that it was absent.</summary>
    [Theory]
    [InlineData("\"gold\"", null)]
    [InlineData("\"0\"", "acr is '0', wanted is 'gold' or 'platinum'")]
    [InlineData("0", "acr is no string, wanted is 'gold' or 'platinum'")]
    [InlineData("[\"gold\"]", "acr is no string, wanted is 'gold' or 'platinum'")]
    [InlineData("{\"gold\": true}", "acr is no string, wanted is 'gold' or 'platinum'")]
    [InlineData("null", "acr is absent, wanted is 'gold' or 'platinum'")]
    public void Only_a_string_is_the_acr_of_a_required_login_and_the_audit_log_is_told_what_was_there(string acr, string? lacks)
    {
        var rules = Compile($"version: 1\nrules: [{{ id: r, when: everyone, require: {{ acr: [gold, platinum] }}, grant: {{ role: \"{Role}\" }} }}]\n");

        rules.Evaluate(Caller($"{{\"acr\": {acr}}}")).Refused.Select(refused => refused.Detail).ShouldBe(lacks is null ? [] : [$"rule 'r': {lacks}"]);
    }

    private static RuleSetEvaluation Evaluate(string? acr, int? age, params string[] groups) => Rules.Evaluate(
        Caller(JsonSerializer.Serialize(new { acr, auth_time = age is { } seconds ? Now.AddSeconds(-seconds).ToUnixTimeSeconds() : (long?)null }), groups),
        new RequestContext(null, Now));
}
