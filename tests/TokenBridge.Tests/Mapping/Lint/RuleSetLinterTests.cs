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
    [InlineData("{ group: /a/b/c, not: { group: \"/a/*/c\" } }")]
    [InlineData("{ group: [/a/b, /a], not: { group: /a/** } }")]
    [InlineData("{ realm_role: admin, not: { realm_role: \"*\" } }")]
    [InlineData("{ claims: { acr: gold }, all: [{ claims: { acr: { like: \"s*\" } } }] }")]
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

        var warning = Lint(sources).ShouldHaveSingleItem();

        warning.Code.ShouldBe(LintCode.AlwaysDenied);
        warning.At.File.ShouldBe("grants.yaml");
        warning.Message.ShouldContain("rule 'o' (denies.yaml:5)");
    }

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
              - { id: s, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: d, when: everyone, deny: { roles: ["arn:aws:iam::111122223333:role/ds-prod"] } }
            """).ShouldBe([LintCode.Everyone]);

    [Theory]
    [InlineData("{ claims: { mail: { like: \"*@acme.com\" } } }", "{ role: \"arn:aws:iam::111122223333:role/r\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: \"{mail}\" } }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", name: \"x-{mail}\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: { claim: mail, join: \":\" } } }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", source_identity: \"{mail}\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", policy: { Version: \"2012-10-17\", Statement: { Effect: Allow, Action: s3:Get, Resource: \"arn:aws:s3:::b/{mail}\" } } }")]
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

    /// <summary>One rule for each warning.</summary>
    public static TheoryData<string, string, string> EachWarning => new()
    {
        { LintCode.Unreachable, "{ client: a, not: { client: a } }", "" },
        { LintCode.Everyone, "everyone", "" },
        { LintCode.UserChosen, "{ group: /a }", ", tags: { t: \"{mail}\" }" },
        { LintCode.ClaimInArn, "{ group: /a }", ", policy_arns: \"arn:aws:iam::111122223333:policy/{x}\"" },
        { LintCode.LongChain, "{ group: /a }", ", duration: 2h" },
        { LintCode.ShortSession, "{ group: /a }", ", duration: 20m" },
        { LintCode.PackedSize, "{ group: /a }", $", tags: {{ {string.Join(", ", Enumerable.Range(1, 17).Select(number => $"t{number}: \"{{x}}\""))} }}" },
        { LintCode.Shadowed, "{ group: \"/a/{x}\" }", "" },
        { LintCode.AlwaysDenied, "{ group: /always/denied }", "" },
        { LintCode.Covered, "{ group: [/a, /a] }", "" },
    };

    [Theory]
    [MemberData(nameof(EachWarning))]
    public void Each_warning_of_a_rule_is_told_and_can_be_allowed_there_and_an_idle_allowance_is_told(string code, string when, string more)
    {
        Codes(File("", when, more)).ShouldBe([code]);
        Codes(File($"lint: [{{ allow: {code}, because: a test }}], ", when, more)).ShouldBeEmpty();
        Codes(File($"lint: [{{ allow: {code}, because: a test }}], ", "{ group: /fine }", "")).ShouldBe([LintCode.IdleAllowance]);

        static string File(string lint, string when, string more) => $$"""
            version: 1
            claims: { x: /x, mail: /email }
            defaults: { session_name: "{x?}{mail}" }
            rules:
              - { id: r, {{lint}}when: {{when}}, grant: { role: "{{Role}}"{{more}} } }
              - { id: d, when: { group: /always/** }, deny: { roles: ["*"] } }
            """;
    }

    [Theory]
    [InlineData(LintCode.IdleDeny, "", "{ id: d, when: { group: /c }, deny: { roles: [\"arn:aws:iam::999900001111:role/x\"] } }")]
    [InlineData(LintCode.UnusedClaim, "claims: { x: /x }", "")]
    public void The_other_warnings_can_be_allowed_by_the_file(string code, string claims, string deny)
    {
        Codes(File("", claims, deny)).ShouldBe([code]);
        Codes(File($"lint: [{{ allow: {code}, because: a test }}]", claims, deny)).ShouldBeEmpty();
        Codes(File($"lint: [{{ allow: {code}, because: a test }}]", "", "")).ShouldBe([LintCode.IdleAllowance]);

        static string File(string lint, string claims, string deny) => $$"""
            version: 1
            {{lint}}
            {{claims}}
            rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}" } }, {{deny}}]
            """.Replace("}, ]", "}]", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_warning_that_can_be_allowed_is_tried_above() =>
        EachWarning.Select(row => (string)row[0]).Concat([LintCode.IdleDeny, LintCode.UnusedClaim]).ShouldBe(LintCode.All, ignoreOrder: true);

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

    private static string Denied(string when, string denied, string roles) => $$"""
        version: 1
        claims: { d: /d }
        defaults: { source_identity: "{d?}{sub}" }
        rules:
          - { id: r, when: {{when}}, grant: { role: "arn:aws:iam::111122223333:role/ds-{x}" } }
          - { id: d, when: {{denied}}, deny: { roles: {{roles}} } }
        """;

    private static IEnumerable<string> Codes(string yaml) => Lint(yaml).Select(warning => warning.Code);

    private static IReadOnlyList<RuleWarning> Lint(string yaml) => Lint([new RuleSetSource("rules.yaml", yaml)]);

    private static IReadOnlyList<RuleWarning> Lint(RuleSetSource[] sources)
    {
        var context = new RuleSetContext([]);
        return RuleSetCompiler.Compile(sources, context) switch
        {
            RuleSetCompilation.Compiled { RuleSet: var rules } => RuleSetLinter.Lint(rules, sources, context),
            var refused => throw new InvalidOperationException(string.Join('\n', ((RuleSetCompilation.Refused)refused).Faults)),
        };
    }
}
