using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using static TokenBridge.Rules.Tests.Linting.TestLint;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Linting;

/// <summary>Warnings that come from putting conditions side by side.</summary>
public sealed class ConditionLintTests
{
    [Theory]
    [InlineData("{ issuer: a, claims: { issuer: b } }")]
    [InlineData("{ client: a, all: [{ client: b }] }")]
    [InlineData("{ group: /a, not: { group: [/a, /b] } }")]
    [InlineData("{ all: [{ claims: { x: [a, b] } }, { claims: { x: { not: [a, b, c] } } }] }")]
    [InlineData("{ all: [{ claims: { x: a } }, { claims: { x: { exists: false } } }] }")]
    [InlineData("{ claims: { y: { exists: false } } }")]
    [InlineData("{ client: a, any: [{ client: b }, { client: c }] }")]
    [InlineData("{ group: /a/b/c, not: { group: \"/a/*/c\" } }")]
    [InlineData("{ group: [/a/b, /a], not: { group: /a/** } }")]
    [InlineData("{ realm_role: admin, not: { realm_role: \"*\" } }")]
    [InlineData("{ claims: { sid: gold }, all: [{ claims: { sid: { like: \"s*\" } } }] }")]
    [InlineData("{ claims: { sub: [\"7\", a] }, all: [{ claims: { sub: { at_least: 8 } } }] }")]
    [InlineData("{ all: [{ claims: { x: [ab, ac] } }, { claims: { x: { not: { like: \"a*\" } } } }] }")]
    [InlineData("{ all: [{ claims: { x: 7 } }, { claims: { x: { not: { at_least: 7 } } } }] }")]
    [InlineData("{ source_ip: 10.0.0.0/8, all: [{ source_ip: [192.168.0.0/16, \"2001:db8::/32\"] }] }")]
    [InlineData("{ source_ip: 10.1.0.0/16, not: { source_ip: [10.0.0.0/8] } }")]
    public void A_grant_whose_conditions_contradict_each_other_is_unreachable(string when) =>
        Codes(Grant(when)).ShouldBe([LintCode.Unreachable]);

    [Theory]
    [InlineData("{ all: [{ claims: { x: a } }, { claims: { x: b } }] }")] // an array holds both
    [InlineData("{ group: [/a, /b], not: { group: /a } }")]
    [InlineData("{ client: a, any: [{ client: b }, { client: a }] }")]
    [InlineData("{ group: /a, claims: { x: { exists: false } } }")]
    [InlineData("{ all: [{ claims: { x: [a, b] } }, { claims: { x: { not: a } } }] }")]
    [InlineData("{ group: /a/**, not: { group: \"/a/*\" } }")] // /a itself, and what is deeper
    [InlineData("{ group: /a/b, not: { group: /a } }")]
    [InlineData("{ group: \"/a/*\", not: { group: /a/b } }")]
    [InlineData("{ client_role: a/b, not: { realm_role: \"*\" } }")]
    [InlineData("{ all: [{ claims: { x: 7 } }, { claims: { x: { at_least: 8 } } }] }")]
    [InlineData("{ all: [{ claims: { acr: gold } }, { claims: { acr: { like: \"g*\" } } }] }")]
    [InlineData("{ claims: { acr: gold }, all: [{ claims: { acr: { like: \"s*\" } } }] }")] // a token may hold both
    [InlineData("{ all: [{ claims: { x: [ab, c] } }, { claims: { x: { not: { like: \"a*\" } } } }] }")]
    [InlineData("{ source_ip: 10.0.0.0/8, all: [{ source_ip: [192.168.0.0/16, 10.1.0.0/16] }] }")]
    [InlineData("{ source_ip: 10.0.0.0/8, not: { source_ip: 10.1.0.0/16 } }")]
    public void Conditions_that_some_token_meets_are_left_alone(string when) => Codes(Grant(when)).ShouldBeEmpty();

    [Theory]
    [InlineData("{ acr: gold }", LintCode.Unreachable)]
    [InlineData("{ acr: { exists: false } }", LintCode.Unreachable)]
    [InlineData("{ acr: [gold, platinum] }")]
    [InlineData("{ acr: { like: \"p*\" } }")]
    public void A_login_that_the_rule_asks_for_and_excludes_is_unreachable(string claims, params string[] codes) =>
        Codes($$"""
            version: 1
            rules: [{ id: r, when: { group: /a, claims: {{claims}} }, require: { acr: [platinum] }, grant: { role: "{{Role}}" } }]
            """).ShouldBe(codes);

    [Theory]
    [InlineData("{ group: \"/a/{x}\" }", "everyone", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\" }", "{ group: [/z, \"/a/*\"] }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\", client: web }", "{ any: [{ group: /z }, { client: [cli, web] }] }", "[\"arn:aws:iam::111122223333:role/*\"]")]
    [InlineData("{ all: [{ group: \"/a/{x}\", source_ip: 10.1.0.0/16 }] }", "{ source_ip: 10.0.0.0/8, group: /a/** }", "[\"arn:aws:iam::111122223333:role/DS-*\"]")]
    [InlineData("{ group: \"/a/{x}\", claims: { d: ab } }", "{ claims: { d: { like: \"a*\" } } }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\", claims: { d: { like: \"a*\" } } }", "{ claims: { d: { exists: true } } }", "[\"*\"]")]
    public void A_grant_that_a_deny_always_takes_away_is_told(string when, string denied, string roles) =>
        Codes(Denied(when, denied, roles)).ShouldBe([LintCode.AlwaysDenied]);

    [Theory]
    [InlineData("{ group: \"/a/{x}\" }", "{ group: /a/b }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\" }", "{ group: \"/a/{x}\" }", "[\"*/ds-prod\"]")]
    [InlineData("{ group: \"/a/{x}\" }", "everyone", "[\"arn:aws:iam::111122223333:role/ds-p*\"]")]
    [InlineData("{ group: \"/a/{x}\" }", "{ group: /a/**, client: web }", "[\"*\"]")]
    [InlineData("{ any: [{ group: \"/a/{x}\" }, { group: \"/b/{x}\" }] }", "{ group: /a/** }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\", source_ip: 10.0.0.0/8 }", "{ source_ip: 10.1.0.0/16 }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\", claims: { d: [ab, b] } }", "{ claims: { d: { like: \"a*\" } } }", "[\"*\"]")]
    [InlineData("{ group: \"/a/{x}\" }", "{ not: { group: /b } }", "[\"*\"]")]
    public void A_grant_that_somebody_gets_is_left_alone(string when, string denied, string roles) =>
        Codes(Denied(when, denied, roles)).ShouldBeEmpty();

    [Fact]
    public void A_deny_of_another_file_takes_a_grant_away_as_well_and_claims_are_compared_by_their_place()
    {
        RuleSetSource[] sources =
        [
            new("grants.yaml", $$"""
                version: 1
                claims: { d: /department }
                rules: [{ id: r, when: { claims: { d: x } }, grant: { role: "{{Role}}" } }]
                """),
            new("denies.yaml", """
                version: 1
                claims: { d: /other, department: /department }
                rules:
                  - { id: n, when: { claims: { d: x } }, deny: { roles: ["*"] } }
                  - { id: o, when: { claims: { department: [x, y] } }, deny: { roles: ["*"] } }
                """),
        ];

        var warning = Warnings(sources).ShouldHaveSingleItem();

        warning.Code.ShouldBe(LintCode.AlwaysDenied);
        warning.At.File.ShouldBe("grants.yaml");
        warning.Message.ShouldContain("rule 'o' (denies.yaml:5)");
    }

    [Theory]
    [InlineData("claims: { level: /acr }", "{ claims: { level: gold } }", "{ claims: { acr: gold } }")]
    [InlineData("claims: { level: /azp }", "{ claims: { client: web } }", "{ claims: { level: { like: \"w*\" } } }")]
    public void A_built_in_claim_and_a_declared_one_of_the_same_place_are_one_claim_to_the_linter(string claims, string when, string denied) =>
        Codes($$"""
            version: 1
            {{claims}}
            rules:
              - { id: r, when: {{when}}, grant: { role: "{{Role}}" } }
              - { id: n, when: {{denied}}, deny: { roles: ["*"] } }
            """).ShouldBe([LintCode.AlwaysDenied]);

    [Theory]
    [InlineData("{ claims: { acr: gold }, not: { claims: { acr: gold } } }")]
    [InlineData("{ claims: { acr: gold }, all: [{ claims: { acr: silver } }] }")]
    [InlineData("{ claims: { sub: a }, all: [{ claims: { sub: { at_least: 8 } } }] }")]
    public void A_deny_that_holds_for_what_cannot_be_judged_is_not_called_unreachable(string when) =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: /a }, grant: { role: "{{Role}}" } }
              - { id: n, when: {{when}}, deny: { roles: ["*"] } }
            """).ShouldBeEmpty();

    [Theory]
    [InlineData("{ group: [/a/**, /a/b] }")]
    [InlineData("{ group: [/a/b, /a/b] }")]
    [InlineData("{ group: [/a/b, \"/a/*\"] }")]
    [InlineData("{ group: [\"/a/{c}\", \"/a/{c}\"] }")]
    [InlineData("{ client_role: [web/*, web/admin] }")]
    [InlineData("{ source_ip: [10.0.0.0/8, 10.1.2.3], group: /a }")]
    [InlineData("{ group: /a, client: [web, cli, web] }")]
    [InlineData("{ group: /a, claims: { x: [a, b, a] } }")]
    [InlineData("{ claims: { x: { like: [\"a*\", \"ab*c\"] } } }")]
    public void A_value_that_another_of_its_list_covers_is_told(string when) => Codes(Grant(when)).ShouldBe([LintCode.Covered]);

    [Theory]
    [InlineData("{ group: [/a, /a/b] }")]
    [InlineData("{ group: [\"/a/{c}\", \"/b/{c}\"] }")]
    [InlineData("{ source_ip: [10.0.0.0/8, 11.1.2.3], group: /a }")]
    [InlineData("{ claims: { x: { like: [\"a*c\", \"a*\", \"*c\"] } } }", LintCode.Covered)]
    [InlineData("{ claims: { x: { like: [\"a*\", \"*c\"] } } }")]
    public void A_value_that_says_something_of_its_own_is_left_alone(string when, params string[] codes) => Codes(Grant(when)).ShouldBe(codes);

    [Fact]
    public void A_denied_role_beside_every_role_says_nothing() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: /g }, grant: { role: "{{Role}}" } }
              - { id: d, when: { group: /a }, deny: { roles: ["{{Role}}", "arn:aws:iam::111122223333:*"] } }
            """).ShouldBe([LintCode.Covered]);

    [Theory]
    [InlineData("{ not: { group: /contractors/** } }")]
    [InlineData("{ claims: { x: { not: external } } }")]
    [InlineData("{ claims: { x: { exists: false } } }")]
    [InlineData("{ claims: { y: [z, q] } }")]
    [InlineData("{ issuer: research, any: [{ group: /a }, { not: { realm_role: guest } }] }")]
    [InlineData("{ issuer: research }")]
    public void Conditions_that_hold_for_who_has_nothing_are_for_everyone(string when) => Codes(Grant(when)).ShouldBe([LintCode.Everyone]);

    [Theory]
    [InlineData("{ not: { group: /contractors/** }, realm_role: staff }")]
    [InlineData("{ client: batch }")]
    [InlineData("{ not: { source_ip: 10.0.0.0/8 } }")]
    [InlineData("{ claims: { y: { not: { at_least: 3 } } } }")] // its default is no number
    public void Conditions_that_ask_for_something_are_not(string when) => Codes(Grant(when)).ShouldBeEmpty();

    [Fact]
    public void A_deny_that_holds_for_what_cannot_be_decided_is_not_called_unreachable() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: /g }, grant: { role: "{{Role}}" } }
              - { id: d, when: { group: /a, not: { group: /a } }, deny: { roles: ["*"] } }
            """).ShouldBeEmpty();

    private static string Denied(string when, string denied, string roles) => $$"""
        version: 1
        claims: { d: /d }
        defaults: { source_identity: "{d?}{sub}" }
        rules:
          - { id: r, when: {{when}}, grant: { role: "arn:aws:iam::111122223333:role/ds-{x}" } }
          - { id: d, when: {{denied}}, deny: { roles: {{roles}} } }
        """;
}
