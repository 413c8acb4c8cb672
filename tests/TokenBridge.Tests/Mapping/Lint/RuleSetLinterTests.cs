using TokenBridge.Mapping;
using TokenBridge.Mapping.Lint;

namespace TokenBridge.Tests.Mapping.Lint;

public sealed class RuleSetLinterTests
{
    private const string Role = TestRules.Role;

    [Fact]
    public void The_shipped_rules_give_no_warning()
    {
        var (sources, faults) = RuleSetFile.Read(Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml"));

        faults.ShouldBeEmpty();
        Lint(sources[0].Text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ issuer: a, claims: { issuer: b } }")]
    [InlineData("{ client: a, all: [{ client: b }] }")]
    [InlineData("{ group: /a, not: { group: [/a, /b] } }")]
    [InlineData("{ all: [{ claims: { x: [a, b] } }, { claims: { x: { not: [a, b, c] } } }] }")]
    [InlineData("{ all: [{ claims: { x: a } }, { claims: { x: { exists: false } } }] }")]
    [InlineData("{ claims: { y: { exists: false } } }")]
    [InlineData("{ client: a, any: [{ client: b }, { client: c }] }")]
    public void A_grant_whose_conditions_contradict_each_other_is_unreachable(string when) =>
        Codes(Grant(when)).ShouldBe([LintCode.Unreachable]);

    [Theory]
    [InlineData("{ all: [{ claims: { x: a } }, { claims: { x: b } }] }")] // an array holds both
    [InlineData("{ group: [/a, /b], not: { group: /a } }")]
    [InlineData("{ client: a, any: [{ client: b }, { client: a }] }")]
    [InlineData("{ claims: { x: { exists: false } } }")]
    [InlineData("{ all: [{ claims: { x: [a, b] } }, { claims: { x: { not: a } } }] }")]
    public void Conditions_that_some_token_meets_are_left_alone(string when) => Codes(Grant(when)).ShouldBeEmpty();

    [Fact]
    public void A_deny_that_holds_for_what_cannot_be_decided_is_not_called_unreachable() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: /g }, grant: { role: "{{Role}}" } }
              - { id: d, when: { group: /a, not: { group: /a } }, deny: { roles: ["*"] } }
            """).ShouldBeEmpty();

    [Fact]
    public void A_deny_that_matches_no_role_of_any_grant_removes_nothing() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: d, when: { group: /c }, deny: { roles: ["arn:aws:iam::111122223333:role/ds-prod*", "arn:aws:iam::999900001111:role/*"] } }
            """).ShouldBe([LintCode.IdleDeny]);

    [Fact]
    public void A_grant_for_everyone_is_told_and_a_deny_for_everyone_is_not() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: everyone, grant: { role: "{{Role}}" } }
              - { id: d, when: everyone, deny: { roles: ["*"] } }
            """).ShouldBe([LintCode.Everyone]);

    [Theory]
    [InlineData("{ claims: { mail: { like: \"*@acme.com\" } } }", "{ role: \"arn:aws:iam::111122223333:role/r\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: \"{mail}\" } }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", name: \"x-{mail}\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: { claim: mail, join: \":\" } } }")]
    public void Access_that_rests_on_what_people_choose_themselves_is_told(string when, string grant) =>
        Codes($$"""
            version: 1
            claims: { mail: /email }
            rules: [{ id: r, when: {{when}}, grant: {{grant}} }]
            """).ShouldBe([LintCode.UserChosen]);

    [Fact]
    public void A_session_name_may_be_what_people_choose_themselves() =>
        Codes($$"""
            version: 1
            claims: { user: /preferred_username }
            rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}", session_name: "{user}" } }]
            """).ShouldBeEmpty();

    [Fact]
    public void An_arn_that_a_claim_fills_is_told_and_one_that_a_group_fills_is_not() =>
        Codes("""
            version: 1
            claims: { department: /department }
            rules:
              - { id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: s, when: { group: /a }, grant: { role: "arn:aws:iam::111122223333:role/ds-{department}" } }
            """).ShouldBe([LintCode.ClaimInArn]);

    [Theory]
    [InlineData("2h, strategy: AssumeRole", LintCode.LongChain)]
    [InlineData("2h", LintCode.LongChain)]
    [InlineData("29m", LintCode.ShortSession)]
    public void A_duration_that_AWS_or_its_SDKs_treat_otherwise_is_told(string duration, string code) =>
        Codes(Grant("{ group: /a }", $", duration: {duration}")).ShouldBe([code]);

    [Theory]
    [InlineData("2h, strategy: WebIdentity")]
    [InlineData("1h")]
    [InlineData("30m")]
    public void A_duration_that_works_is_left_alone(string duration) => Codes(Grant("{ group: /a }", $", duration: {duration}")).ShouldBeEmpty();

    [Fact]
    public void Tags_that_may_be_more_than_a_session_holds_are_told()
    {
        var tags = string.Join(", ", Enumerable.Range(1, 17).Select(number => $"t{number}: \"{{x}}\""));

        Codes(Grant("{ group: /a }", $", tags: {{ {tags} }}")).ShouldBe([LintCode.PackedSize]);
    }

    [Fact]
    public void A_capture_that_hides_a_claim_and_a_claim_that_nothing_reads_are_told() =>
        Codes("""
            version: 1
            claims: { team: /team, idle: /idle }
            rules: [{ id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }]
            """).ShouldBe([LintCode.UnusedClaim, LintCode.Shadowed]);

    [Fact]
    public void A_warning_of_the_defaults_is_told_once_where_it_stands()
    {
        var warning = Lint($$"""
            version: 1
            defaults: { duration: 2h }
            rules:
              - { id: r, when: { group: /a }, grant: { role: "{{Role}}" } }
              - { id: s, when: { group: /b }, grant: { role: "{{Role}}" } }
            """).ShouldHaveSingleItem();

        warning.At.ShouldBe(new SourcePosition("rules.yaml", 2, 23));
        warning.Code.ShouldBe(LintCode.LongChain);
    }

    [Theory]
    [InlineData("lint: [{ allow: TB203, because: a sandbox }]", "")]
    [InlineData("", "lint: [{ allow: [TB203], because: a sandbox }], ")]
    public void A_warning_that_is_allowed_with_a_reason_is_silent(string top, string own) =>
        Codes($$"""
            version: 1
            {{top}}
            rules: [{ id: r, {{own}}when: everyone, grant: { role: "{{Role}}" } }]
            """).ShouldBeEmpty();

    [Fact]
    public void An_allowance_of_another_rule_silences_nothing_and_is_told_itself() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: everyone, grant: { role: "{{Role}}" } }
              - { id: s, lint: [{ allow: TB203, because: a slip }], when: { group: /b }, grant: { role: "{{Role}}" } }
            """).ShouldBe([LintCode.Everyone, LintCode.IdleAllowance]);

    [Theory]
    [InlineData("[{ allow: TB203 }]", FaultCode.MissingKey)]
    [InlineData("[{ allow: TB203, because: \" \" }]", FaultCode.Lint)]
    [InlineData("[{ because: none }]", FaultCode.MissingKey)]
    [InlineData("[{ allow: TB299, because: none }]", FaultCode.Lint)]
    [InlineData("[{ allow: TB211, because: none }]", FaultCode.Lint)]
    [InlineData("TB203", FaultCode.WrongKind)]
    public void An_allowance_without_a_reason_or_a_known_code_is_a_fault(string lint, string code) =>
        TestRules.Faults($"version: 1\nlint: {lint}\nrules: []\n").ShouldHaveSingleItem().Code.ShouldBe(code);

    private static string Grant(string when, string more = "") => $$"""
        version: 1
        lint: []
        claims: { x: /x, y: { from: /y, default: z }, used: /used }
        defaults: { source_identity: "{x?}{y}{used?}" }
        rules: [{ id: r, when: {{when}}, grant: { role: "{{Role}}"{{more}} } }]
        """;

    private static IEnumerable<string> Codes(string yaml) => Lint(yaml).Select(warning => warning.Code);

    private static IReadOnlyList<RuleWarning> Lint(string yaml)
    {
        RuleSetSource[] sources = [new("rules.yaml", yaml)];
        var context = new RuleSetContext([]);
        return RuleSetCompiler.Compile(sources, context) is RuleSetCompilation.Compiled { RuleSet: var rules }
            ? RuleSetLinter.Lint(rules, sources, context)
            : throw new InvalidOperationException(string.Join('\n', TestRules.Faults(yaml)));
    }
}
