using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetTestsTests
{
    private const string Rules = """
        version: 1
        claims: { level: /level }
        defaults: { source_identity: "{sub}" }
        rules:
          - id: team
            when: { group: "/ml/{team}" }
            grant: { name: "ds-{team}", role: "arn:aws:iam::111122223333:role/ds-{team}", duration: 30m, tags: { team: "{team}", level: "{level?}" }, transitive_tags: [team] }
          - id: fresh
            when: { group: /leads }
            require: { acr: gold, max_auth_age: 15m }
            grant: { role: "arn:aws:iam::111122223333:role/prod" }
          - { id: office, when: { client: portal, source_ip: 10.0.0.0/8 }, grant: { role: "arn:aws:iam::111122223333:role/office" } }
          - { id: out, when: { group: /out }, deny: { roles: "*" } }
          - { id: low, when: { claims: { acr: { at_most: 0 } } }, deny: { roles: "*:role/ds-*" } }
        tests:

        """;

    /// <summary>Tests that pass.</summary>
    [Theory]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { rule: team, name: ds-a, role: \"arn:aws:iam::111122223333:role/ds-a\", duration: 30m, source_identity: u=., tags: { team: a, level: null }, transitive_tags: [team] }")]
    [InlineData("token: { sub: uu, groups: [/ml/a], level: 3 }, expect: { tags: { level: 3 } }")]
    [InlineData("token: { sub: u, groups: [/ml/b, /ml/a] }, expect: { denied: role_required, grants: [ds-a, ds-b] }")]
    [InlineData("token: { sub: u, groups: [/ml/b, /ml/a] }, request: { role: ds-b }, expect: { tags: { team: b } }")]
    [InlineData("token: { sub: u, groups: [/ml/a, /out] }, expect: { denied: denied_by_rule, rule: out, grants: [] }")]
    [InlineData("token: { sub: u }, expect: { denied: no_rule_matches }")]
    [InlineData("token: { sub: u, groups: [/leads], acr: gold, auth_time: 1767225000 }, expect: { rule: fresh }")]
    [InlineData("token: { sub: u, groups: [/leads], acr: gold, auth_time: 1767224000 }, expect: { denied: step_up_required, rule: fresh }")]
    [InlineData("token: { sub: u, groups: [/leads], acr: gold, auth_time: \"1767225000\" }, expect: { denied: step_up_required }")]
    [InlineData("token: { sub: u, groups: [/leads], acr: gold, auth_time: 1000, iat: 1010 }, expect: { rule: fresh }")]
    [InlineData("now: 2025-12-31T23:50:00Z, token: { sub: u, groups: [/leads], acr: gold, auth_time: 1767225000 }, expect: { rule: fresh }")]
    [InlineData("now: 2026-01-01T00:50:00+01:00, token: { sub: u, groups: [/leads], acr: gold, auth_time: 1767225000 }, expect: { rule: fresh }")]
    [InlineData("token: { sub: u }, request: { client: portal, source_ip: 10.1.1.1 }, expect: { rule: office }")]
    [InlineData("token: { sub: u, azp: portal }, request: { source_ip: 11.1.1.1 }, expect: { denied: no_rule_matches }")]
    [InlineData("token: { sub: u, groups: [/ml/a], acr: 0 }, expect: { denied: denied_by_rule, rule: low }")]
    [InlineData("token: { sub: u, groups: [/ml/a], acr: [\"0\"] }, expect: { denied: denied_by_rule, rule: low }")]
    [InlineData("token: { sub: u, groups: [/ml/a], acr: { a: \"0\" } }, expect: { denied: denied_by_rule, rule: low }")]
    [InlineData("token: { sub: u, groups: [/ml/a], acr: 1 }, expect: { rule: team }")]
    public void What_is_expected_passes(string test) => Run(test).Differences.ShouldBeEmpty();

    /// <summary>Tests that fail, and a word of why.</summary>
    [Theory]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { role: \"arn:aws:iam::111122223333:role/ds-b\" }", "role: expected 'arn:aws:iam::111122223333:role/ds-b', got 'arn:aws:iam::111122223333:role/ds-a'")]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { tags: { level: 3 } }", "tag 'level': expected '3', got none")]
    [InlineData("token: { sub: u, groups: [/ml/a], level: x }, expect: { tags: { level: null } }", "tag 'level': expected none, got 'x'")]
    [InlineData("token: { sub: u, groups: [/ml/a], level: \"re\u0430d\" }, expect: { tags: { level: read } }", "got 're\u0430d' They look alike: U+0430 stands where U+0061 belongs.")]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { denied: denied_by_rule }", "rule 'team' grants 'ds-a'")]
    [InlineData("token: { sub: u }, expect: { rule: team }", "refused with no_rule_matches")]
    [InlineData("token: { sub: u, groups: [/out, /ml/a] }, expect: { denied: denied_by_rule, rule: team }", "rule: expected 'team', got 'out'")]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { grants: [ds-b] }", "grants: expected 'ds-b', got 'ds-a'")]
    [InlineData("token: { sub: u, groups: [/ml/a] }, expect: { grants: [] }", "grants: expected none, got 'ds-a'")]
    [InlineData("token: { groups: [/ml/a] }, expect: { rule: team }", "before any rule is asked: no sub")]
    [InlineData("token: { sub: u, groups: /ml/a }, expect: { rule: team }", "groups is no array of strings")]
    public void What_is_not_expected_is_told_in_words(string test, string difference) =>
        Run(test).Differences.ShouldHaveSingleItem().ShouldContain(difference);

    [Fact]
    public void A_test_knows_its_place_and_its_name()
    {
        var test = Run("token: { sub: u }, expect: { denied: no_rule_matches }").Test;

        (test.Name, test.At.File, test.At.Line, test.IssuerId).ShouldBe(("it", "rules.yaml", 16, "research"));
    }

    [Fact]
    public void With_several_issuers_a_test_says_whose_token_it_is()
    {
        const string Yaml = "version: 1\nissuer: any\nrules: [{ id: a, when: { issuer: staff }, grant: { role: \"arn:aws:iam:::role/x\" } }]\ntests: [{ name: it, ISSUER token: { sub: u }, expect: { rule: a } }]\n";

        Faults(Yaml.Replace("ISSUER ", "", StringComparison.Ordinal), "research", "staff").ShouldHaveSingleItem().Code.ShouldBe("TB112");
        RuleSetTests.Run(Compile(Yaml.Replace("ISSUER", "issuer: staff,", StringComparison.Ordinal), "research", "staff")).ShouldHaveSingleItem().Passed.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_configuration_the_one_issuer_that_rules_name_is_meant()
    {
        const string Yaml = "version: 1\nissuer: staff\nrules: [{ id: a, when: everyone, grant: { role: \"arn:aws:iam:::role/x\" } }]\ntests: [{ name: it, token: { sub: u }, expect: { rule: a } }]\n";

        var rules = RuleSetCompiler.Compile([new("rules.yaml", Yaml)], new RuleSetContext([])).ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet;

        RuleSetTests.Run(rules).ShouldHaveSingleItem().Passed.ShouldBeTrue();
    }

    private static RuleTestResult Run(string test) =>
        RuleSetTests.Run(Compile($"{Rules}  - {{ name: it, {test} }}\n")).ShouldHaveSingleItem();
}
